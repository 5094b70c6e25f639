"""Events in English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._reports.vocabulary.rows import LIKELY, SURE, WEAK

if TYPE_CHECKING:
    from geo._reports.vocabulary.rows import Row

__all__ = ["ENGLISH"]

# The first line of a row says what its words are of, and they stand below it.
# fmt: off
ENGLISH: Final[tuple[Row, ...]] = (
    ("drone", "en", LIKELY, r"""
        drones?; uavs?; unmanned (?:aerial )?(?:targets?|crafts?|planes?); target drones?;
        unmanned aerial vehicles?; unmanned aircrafts?; unmanned aerial systems?; quadcopters?; quadrocopters?
    """),
    ("drone", "en", SURE, r"""
        (?:drones?|uavs?|unmanned aerial vehicles?|quadcopters?) ~(?:crash*|fell|fallen|falls|came
            down|landed|found|discovered|downed|shot down|intercepted|spotted|sighted|seen|flew|
            entered|violated|washed ashore|recovered|destroyed|exploded|incursion|sighting*|wreckage|
            debris|incident|fragments);
        (?:downed|crashed|fallen|unidentified|stray|suspected|military|combat|target|armed) (?:\w+
            )?drones?;
        (?:debris|wreckage|fragments|remains|parts) (?:of|from) (?:\w+ ){0,5}(?:drones?|uavs?)
    """),
    ("strike", "en", SURE, r"""
        (?:drone|missile|rocket|air|uav) (?:strikes?|attacks?|raids?); airstrikes?; air raids?;
        missile (?:barrage|salvo)s?; bombing raids?; aerial bombardments?; aerial bombings?;
        bombing campaigns?;
        (?:missiles?|rockets?|drones?|bombs?|shahed*|uavs?) ~(?:hit|hits|struck|strikes|slammed
            into|targeted|hitting|striking);
        (?:missiles?|rockets?) (?:\w+ ){0,2}(?:landed|fell|exploded|were fired|was fired|were
            launched|was launched|were intercepted);
        (?:fired|launched|launches|fires) (?:\w+ ){0,5}(?:missiles?|rockets?|drones?);
        warplanes? (?:\w+ ){0,2}(?:bombed|struck|hit|pounded);
        (?:struck|hit) by (?:\w+ ){0,3}(?:missiles?|rockets?|drones?|bombs?|uavs?);
        precision strikes?; retaliatory strikes?; cross border strikes?; missile launch*;
        strikes? (?:on|against) (?:\w+ ){0,3}(?:base|depot|airfield|facility|positions|targets|
            refinery|convoy|camp|bridge|port|village|city|town|building|substation|plant)s?
    """),
    ("strike", "en", LIKELY, r"""
        bombed; bombing; bombings; bombardments?; bombarded
    """),
    ("shelling", "en", SURE, r"""
        shelling*;
        artillery (?:fire|attacks?|strikes?|barrages?|duels?|shells?|shelling|exchanges?);
        mortar (?:fire|attacks?|shells?|rounds?|bombs?); mortars? (?:hit|struck|landed|fell); rocket fire;
        shells? (?:\w+ ){0,2}(?:hit|struck|landed|fell|exploded); tank fire;
        (?:was|were|been|being) (?:heavily |repeatedly )?shelled;
        shelled (?:\w+ ){0,3}(?:village|town|city|district|positions|border|area|hospital|school|
            market|post|outpost|homes)s?;
        grad rockets?; cross border fire
    """),
    ("shelling", "en", WEAK, r"""
        shelled
    """),
    ("explosion", "en", SURE, r"""
        explosions?; blasts?; exploded; detonated; detonations?; car bombs?; roadside bombs?; suicide bomb*;
        bomb (?:blasts?|explosions?|attacks?); landmine (?:blasts?|explosions?);
        land ?mines? (?:\w+ ){0,2}(?:exploded|detonated|went off); improvised explosive devices?; ieds?;
        bombs? (?:\w+ ){0,2}(?:went off|exploded); blew up; blown up; explodes; gas leak explosion
    """),
    ("crash", "en", SURE, r"""
        (?:plane|planes|aircraft|jet|jets|helicopter|chopper|airliner|glider|air|bus|minibus|
            car|truck|lorry|train|tram|road|highway|traffic|vehicle|motorcycle|van|coach|tanker|
            ferry|boat|car|multi vehicle|head on) (?:\w+ )?crash(?:es)?;
        crash land(?:ed|ing|ings); crash site;
        (?:planes?|aircraft|jets?|helicopters?|choppers?|airliners?|bombers?|bus|buses|minibus|
            cars?|trucks?|trains?|gliders?|balloons?|flight) ~(?:crash(?:ed|es)?|went down|came down|
            plunged|plummeted|nosedived)
    """),
    ("crash", "en", LIKELY, r"""
        crashed; crash; crashes
    """),
    ("clash", "en", SURE, r"""
        clashes; firefights?; gun ?battles?; skirmish\w*; exchange of (?:gun)?fire; exchanged (?:gun)?fire;
        exchanging fire; heavy fighting; street fighting; border fighting; fierce fighting; armed clash;
        clashed with (?:\w+ ){0,3}(?:police|troops|soldiers|forces|army|militants|rebels|guards|
            fighters|gunmen|protesters|militia)s?;
        armed confrontations?
    """),
    ("clash", "en", LIKELY, r"""
        clash; clashed; fighting; battles? (?:for|over|near|around); combat operations?
    """),
    ("shooting", "en", SURE, r"""
        shootings?; shot dead; shoots? dead; gunned down; opened fire; opening fire; open fire; gunfire;
        gunshots?; shoot out; shootouts?; mass shooting; shot and (?:killed|wounded|injured); fatally shot;
        fired (?:\w+ )?(?:shots|warning shots); shots (?:were )?fired; snipers? (?:\w+ )?(?:shot|killed|fire);
        gunm[ae]n (?:\w+ ){0,2}(?:killed|shot|fired)
    """),
    ("attack", "en", SURE, r"""
        (?:militant|terrorist|terror|rebel|insurgent|knife|armed|suicide|arson|acid|jihadist|gun|
            grenade|deadly|ambush|border|pirate|cyber physical) attacks?;
        ambush\w*; stabbings?; stabbed; raided (?:\w+ ){0,3}(?:villages?|town|camp|base|post); massacre\w*;
        assassinat\w*;
        stormed (?:the |a |an )?(?:\w+ ){0,3}(?:base|building|camp|village|post|prison|town|
            parliament|embassy|hotel|school|station|compound);
        (?:gunmen|militants|fighters|rebels|insurgents|bandits|assailants|attackers|jihadists)
            ~(?:attacked|raided|stormed|overran|killed);
        attacked (?:a|the|an|our|their|his|two|three|several) (?:\w+ ){0,3}(?:villages?|post|
            outpost|checkpoint|convoy|base|patrol|station|camp|town|church|mosque|bus|ship|vessel|
            police|prison|soldiers|farmers|herders|ranger|rangers|vehicle|market|school|hospital|
            tanker|mine|border)
    """),
    ("attack", "en", LIKELY, r"""
        attacks?; attacked; attacking; assaults?
    """),
    ("protest", "en", SURE, r"""
        protests?; protesters; protestors; protesting; protested; demonstrat(?:ion|ions|ors);
        rallied in (?:the )?(?:square|streets|capital|centre); riots?; rioting; rioters; unrest; sit ins?;
        street marches; protest march; picket\w*; hunger strikes?; general strikes?;
        (?:workers|miners|teachers|drivers|doctors|rail|transport|labou?r)[’"]? strikes?;
        went on strike; strike action; strikers; anti government (?:rally|rallies);
        (?:blocked|blockaded) (?:the |a )?(?:\w+ )?(?:road|highway|bridge)s?
    """),
    ("protest", "en", LIKELY, r"""
        rall(?:y|ies); demonstrated; marched
    """),
    ("earthquake", "en", SURE, r"""
        earthquakes?; quakes?; seismic (?:activity|event|events|shock|tremors?); tremors?; aftershocks?;
        magnitude \d(?:\.\d)?
    """),
    ("fire", "en", SURE, r"""
        wild ?fires?; bush ?fires?; forest fires?; grass fires?; steppe fires?; blazes?; caught fire;
        catches fire; set (?:on fire|ablaze|alight); (?:on|went up in) (?:fire|flames);
        fires? (?:\w+ ){0,2}(?:broke out|erupted|spread|spreads|raged|engulfed|swept|destroyed|
            burned|burns|gutted|ripped);
        (?:huge|large|massive|big|house|apartment|building|warehouse|factory|refinery|hospital|
            market|hotel|school|depot|oil|ship|nightclub|kitchen|electrical|major) fires?;
        burnt down; burned down; engulfed in flames; gutted by fire; arson
    """),
    ("fire", "en", LIKELY, r"""
        fires?
    """),
    ("flood", "en", SURE, r"""
        floods; flooding; flash floods?; flood ?waters?; inundat(?:ed|ion); deluge; burst (?:its|their) banks;
        dam (?:burst|collapse|failure|breach); dam burst; rising waters;
        submerged (?:\w+ ){0,2}(?:homes|villages|houses|streets|roads); tsunami
    """),
    ("flood", "en", LIKELY, r"""
        flood; flooded
    """),
    ("storm", "en", SURE, r"""
        (?:snow|sand|dust|hail|thunder|wind|ice|tropical|winter|severe) ?storms?;
        hurricanes?; typhoons?; cyclones?; tornado(?:es|s)?; blizzards?; gales?; torrential rains?;
        heavy (?:rain|rains|snow|snowfall); storm (?:hit|struck|lashed|battered|made landfall); storm surge;
        hailstones?; high winds
    """),
    ("storm", "en", LIKELY, r"""
        storms?
    """),
    ("landslide", "en", SURE, r"""
        landslides?; mud ?slides?; rock ?slides?; rock ?falls?; mud ?flows?; avalanches?; landslips?;
        debris flow
    """),
    ("accident", "en", SURE, r"""
        (?:traffic|road|mining|mine|industrial|rail|railway|train|boat|boating|car|bus|work|
            workplace|ferry|hiking|climbing|diving|hunting|nuclear|chemical) accidents?;
        (?:mine|roof|building|bridge|tunnel|shaft|scaffolding|wall|quarry|house|stand|crane)
            (?:\w+ )?(?:collapses?|collapsed);
        collapse of (?:a|the|an) (?:\w+ ){0,2}(?:mine|building|bridge|tunnel|shaft|roof|wall|
            quarry|house|hotel|school);
        derail\w*; capsiz\w*;
        (?:boat|ship|ferry|vessel|trawler|dinghy) (?:\w+ ){0,2}(?:sank|sinks|overturned|ran
            aground);
        shipwreck\w*; collided with; collision (?:of|between|with); head on collision; gas leaks?;
        oil spills?; chemical spills?; chemical leaks?;
        (?:acid|ammonia|chlorine|gas|chemicals?|fuel) (?:\w+ ){0,3}(?:leak|leaks|leaked|leaking);
        (?:leak|leaks|leaked|leaking) of (?:acid|ammonia|chlorine|gas|chemicals?|fuel); began to leak;
        stampede; ran aground; drowned; cable car (?:\w+ )?(?:fell|fall)
    """),
    ("accident", "en", LIKELY, r"""
        accidents?; collisions?; collided; overturned
    """),
    ("crime", "en", SURE, r"""
        robber(?:y|ies|s)?;
        robbed (?:a|the|an|two|three) (?:\w+ )?(?:bank|shop|store|house|man|woman|jeweller\w*|
            post office);
        murders?; murdered; homicides?; smuggl\w+; burglar(?:y|ies); heists?; thefts?; poach(?:ing|ers|ed);
        hijack\w*; carjack\w*; drug trafficking; human trafficking; looting; looted; rustling; rape; raped;
        vandalis\w+; stole; stolen; extortion
    """),
    ("kidnapping", "en", SURE, r"""
        kidnap\w*; abduct\w*; hostages?; taken hostage; hostage taking; ransoms?;
        (?:taken|took|led|carried) (?:away|off|captive) by (?:\w+ ){0,2}(?:gunmen|militants|rebels|bandits|
            armed men|fighters|jihadists|insurgents|pirates);
        (?:gunmen|bandits|militants|rebels|pirates|armed men) (?:take|took|seize|seized|abduct|
            snatch|snatched|carried off)
    """),
    ("arrest", "en", SURE, r"""
        arrest(?:s|ed|ing)?; detained; detain; detains; (?:taken|took) (?:\w+ ){0,2}into custody; apprehended;
        rounded up; detention of (?:a|the|two|three|four|five|several|some)
    """),
    ("seizure", "en", SURE, r"""
        seiz(?:ed|es|e|ing) (?:\w+ ){0,4}(?:drugs?|heroin|cocaine|methamphetamine|cannabis|hashish|
            opium|weapons?|arms|ammunition|explosives?|ships?|vessels?|tankers?|boats?|trawlers?|
            cargo|shipment|gold|ivory|cigarettes|goods|cash|contraband|rifles|kilograms?|kg|tonnes?|
            tons|town|village|city|base|post|territory|airport|airfield|control|fish|caviar|cattle|
            pangolins?|horns?|fuel);
        seizures? of; confiscated; impounded; (?:drug|weapons|arms|ivory) (?:seizure|haul)s?; drug bust;
        (?:was|were) seized; captured (?:the |a )?(?:\w+ )?(?:town|village|city|base)
    """),
    ("seizure", "en", WEAK, r"""
        seized; seizes; seizure
    """),
    (
        "military activity",
        "en",
        SURE,
        r"""
        (?:military|naval|joint|live fire|army|air force|border|command post|staff|large scale|
            anti terror\w*|counter terror\w*|nato|maritime|defen[cs]e) (?:\w+ )?(?:exercises?|drills?|
            manoeuvres?|maneuvers?|training);
        war ?games?; troop (?:movements?|build ?up|deployments?); live fire (?:exercise|drill)s?;
        drills (?:near|on|in|at|off|with|will|involv\w+|includ\w+|simulat\w+);
        (?:hold|holds|held|holding|begin|begins|began|stage|staged|stages|conduct\w*|start|
            starts|started) (?:\w+ ){0,3}(?:drills|exercises|war games|manoeuvres|maneuvers);
        (?:deployed|deploys|deploying|massed|massing|moved) (?:\w+ ){0,4}(?:troops|soldiers|tanks|
            forces|warships?|armou?r|artillery|missiles|battalions?|units|fighter jets);
        military (?:build ?up|deployment|operation|operations|convoys?);
        troops (?:\w+ ){0,2}(?:deployed|crossed|entered|massed|withdrew|moved);
        convoys? of (?:military|army|armou?red) vehicles; weapons? tests?; test fired; test launch\w*;
        mobili[sz]ation of (?:troops|reservists|the army)
    """),
    (
        "military activity",
        "en",
        LIKELY,
        r"""
        exercises? (?:\w+ ){0,4}(?:troops|soldiers|navy|armies|forces|simulat\w+);
        manoeuvres; patrols? (?:\w+ ){0,2}border
    """),
    (
        "aerial activity",
        "en",
        SURE,
        r"""
        aerial activity;
        unidentified (?:flying |aerial |airborne )?(?:objects?|aircraft|lights?|phenomen\w+);
        ufos?; uaps?; (?:unexplained|mysterious|strange) (?:\w+ )?lights?;
        (?:mysterious|strange|unknown|unexplained) (?:\w+ )?(?:flying |aerial )?(?:objects?|aircraft)
            ~(?:sky|skies|seen|spotted|hover\w*);
        airspace violations?; violat\w+ (?:\w+ ){0,4}airspace; entered (?:\w+ ){0,4}airspace;
        lights in the (?:\w+ )?sky; (?:weather|spy|surveillance) balloons?;
        scrambled (?:\w+ ){0,3}(?:jets|fighters|aircraft);
        (?:aircraft|jets|helicopters?|planes?|warplanes|balloons?) (?:\w+ ){0,3}(?:flew over|overflew|
            circled|hovered|circling|hovering);
        low flying aircraft; sonic booms?; (?:incursion|intrusion)s? into (?:\w+ ){0,4}airspace; meteors?;
        meteorites?; fireballs?
    """),
    ("other", "en", WEAK, r"""
        incidents?; emergenc(?:y|ies); evacuated; evacuations?; outbreaks?; epidemics?; power outages?;
        blackouts?; found dead; missing (?:man|woman|child|children|climbers?|hikers?|fishermen);
        suspicious objects?; unexploded (?:bombs?|shells?|ordnance|mines?|devices?); (?:volcanic )?eruptions?;
        volcano erupted; droughts?; poisoned; poisoning
    """),
    ("strike", "en", SURE, r"""
        (?:jets|planes|aircraft|gunships|helicopters) (?:\w+ ){0,2}(?:pounded|bombed|bombarded|strafed);
        (?:guided|glide|aerial|cluster|barrel) bombs? (?:\w+ ){0,2}(?:destroyed|hit|struck|fell|damaged|killed|landed)
    """),
    ("shelling", "en", SURE, r"""
        (?:gunners|artillery|tanks?|batteries|howitzers) (?:\w+ ){0,2}(?:fired|firing|opened up)
    """),
    ("explosion", "en", SURE, r"""
        (?:land ?mines?|mines?|booby traps?|grenades?|shells?|ied) (?:\w+ ){0,2}(?:killed|killing|wounded|injured|maimed)
    """),
    ("accident", "en", SURE, r"""
        (?:trains?|wagons?|carriages?|trams?) (?:\w+ ){0,2}(?:left|jumped|came off) the (?:rails|tracks?);
        (?:caved|cave) in; trapped (?:underground|in a mine|under the rubble); toppled (?:onto|over|on);
        (?:bus|buses|coach|lorry|truck|car|van|minibus|vehicle) (?:\w+ ){0,3}(?:plunged|rolled|skidded|veered|fell|ran) (?:\w+ )?(?:into|off|over|down)
    """),
    ("clash", "en", SURE, r"""
        (?:trad(?:ed|ing)|exchang(?:ed|ing)|exchange of) (?:\w+ )?(?:fire|gunfire|shots); gun ?battles?;
        (?:herders|farmers|villagers|clans|tribes|gangs|militias|fighters|factions) (?:and \w+ )?(?:fought|battled|clashed)
    """),
    ("shooting", "en", SURE, r"""
        (?:police|soldiers|guards?|troops|officers?|gunm[ae]n) (?:\w+ ){0,2}shot (?:and \w+ )?(?:a|an|the|two|three|four|five|at)
    """),
    ("attack", "en", SURE, r"""
        (?:knifem[ae]n|attackers?|assailants?|militants|rebels|gunmen|fighters|raiders|bandits) (?:\w+ ){0,2}(?:wounded|killed|torched|burned|burnt|looted|overran)
    """),
    ("protest", "en", SURE, r"""
        (?:took|taken|take|taking) to the streets; gathered (?:outside|in front of|before) (?:the |a )?(?:\w+ ){0,2}(?:parliament|ministry|embassy|office|palace|court|headquarters|building|hall|governor);
        (?:blocked|blocking|blockaded) (?:a|the|main|several) (?:\w+ )?(?:roads?|highways?|bridges?|railways?|border|crossing) (?:over|in protest|to protest|against)
    """),
    ("earthquake", "en", SURE, r"""
        ground shook; earth shook; felt (?:the |a )?(?:tremors?|shaking)
    """),
    ("fire", "en", SURE, r"""
        (?:flames|fire|blaze) (?:\w+ ){0,2}(?:swept|tore|raced|spread|ripped) (?:through|across|over)
    """),
    ("flood", "en", SURE, r"""
        under water; (?:dam|dyke|dike|levee|embankment) (?:\w+ )?(?:gave way|burst|broke|failed|breached|collapsed);
        (?:rivers?|waters?) (?:\w+ ){0,2}(?:overflowed|rose|flooded|inundated)
    """),
    ("storm", "en", SURE, r"""
        hail (?:\w+ ){0,2}(?:destroyed|damaged|fell|battered|ruined); (?:winds?|gusts?) (?:of|up to|reaching) \d+;
        uprooted (?:\w+ ){0,2}trees; heavy (?:snow|snowfall|rains?) (?:\w+ )?(?:cut off|blocked|killed|brought|hit|lashed)
    """),
    ("landslide", "en", SURE, r"""
        (?:hillside|hill|slope|mountainside|cliff|embankment) (?:\w+ )?(?:collapsed|gave way|slid|came down)
    """),
    ("crime", "en", SURE, r"""
        stabbed to death; strangled; found (?:murdered|stabbed)
    """),
    ("arrest", "en", SURE, r"""
        (?:suspects?|m[ae]n|woman|women|people|smugglers?|officers?) (?:was|were) (?:held|picked up|caught) (?:at|in|by|near|on);
        (?:police|guards?|troops|officers?|agents) (?:\w+ ){0,2}caught (?:\w+ ){0,2}(?:smugglers?|suspects?|men|migrants|poachers?|people)
    """),
    ("seizure", "en", SURE, r"""
        (?:found|discovered|recovered) (?:\w+ )?[\d.,]+ ?(?:kg|kilos?|kilograms?|kilogrammes?|tonnes?|tons?|grams?) of;
        (?:found|discovered) (?:\w+ ){1,3}(?:kilos?|tonnes?|tons?|kilograms?) of;
        (?:intercepted|stopped|boarded) (?:a|an|the) (?:\w+ )?(?:dhow|boat|ship|vessel|lorry|truck|car) (?:\w+ ){0,2}(?:with|carrying|loaded)
    """),
    ("military activity", "en", SURE, r"""
        (?:held|hold|holding|began|begin|started|start) (?:an? |the |joint |military |naval |large )*(?:exercises?|drills?|manoeuvres|maneuvers|war games);
        (?:tanks|troops|soldiers|warships|armou?r|artillery|forces) (?:\w+ ){0,2}(?:moved|massed|deployed|sailed|redeployed|rolled) (?:\w+ ){0,3}(?:to|towards?|through|along|near|into);
        tested (?:a|an|the|its) (?:\w+ ){0,2}missile
    """),
    ("aerial activity", "en", SURE, r"""
        balloons? (?:\w+ ){0,2}(?:drifted|floated|flew|entered|seen|spotted); crossed the median line;
        (?:jets?|fighters?|bombers?|helicopters?|planes?|aircraft|flight) (?:\w+ ){0,3}(?:entered|crossed into|violated|buzzed|was seen over|were seen over)
    """),
    ("other", "en", SURE, r"""
        fell ill; volcano (?:\w+ ){0,2}(?:spewed|erupted|erupting); went missing; food poisoning
    """),
)
# fmt: on
