"""What looks like an event in English, and is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo._reports.vocabulary.rows import NONE, SURE

if TYPE_CHECKING:
    from geo._reports.vocabulary.rows import Row

__all__ = ["ENGLISH_NONE"]

# The first line of a row says what its words are of, and they stand below it.
# fmt: off
ENGLISH_NONE: Final[tuple[Row, ...]] = (
    (NONE, "en", SURE, r"""
        drone (?:exhibitions?|shows?|racing|races?|light shows?|makers?|manufacturers?|factory|
            factories|production|deliver\w+|photography|photos?|footage|video|videos|images|operators?|
            pilots?|industry|technology|regulations?|rules|laws?|licen[cs]es?|courses?|school|workshop|
            market|festival|startup|company|companies|warfare|programme|program|shots|surveys?|
            mapping|deal|sales|exports?|expo|hobby\w*|enthusiasts?|camera);
        tsunami (?:warnings?|alerts?|threats?|advisory|watch); droned on; droning;
        drone of (?:\w+ )?(?:bees|engines|traffic|voices|insects); drone bees?; drone music;
        (?:filmed|footage|video|photographed|images|pictures|captured) (?:\w+ ){0,4}(?:by|from|with)
            (?:a |the )?drones?;
        clash(?:es)? of (?:\w+ )?(?:opinions?|views?|cultures?|civili[sz]ations?|interests?|ideas?|
            personalities|egos|titans|styles|dates|values|colou?rs|kings);
        (?:title|league|cup|semi ?final|final|premier league|schedul\w+|colou?r|date|personality|
            football|derby|group|world cup|championship) clash(?:es)?;
        clash(?:ed|es)? (?:over|on|about|in) (?:\w+ ){0,3}(?:budget|policy|taxes|plans|parliament|
            court|debate|bill|reform|reforms|talks|rules|pay|wages|strategy|spending);
        (?:stock|stocks|market|markets|stock market|share|price|computer|system|server|website|
            app|software|economic|financial|currency|housing|hard disk|bitcoin|crypto|sugar|bank\w*)
            (?:market )?crash(?:es|ed)?;
        crash (?:courses?|diets?|tests?|barriers?|helmets?); crashed out;
        (?:shares|prices|stocks|markets|websites?|servers?|computers?|systems?|currency|rouble|
            lira|app) (?:\w+ ){0,2}crashed;
        gate ?crash\w*; party crash\w*;
        fir(?:e|es|ed|ing) (?:the|a|his|her|its|their|an) (?:\w+ ){0,2}(?:coach|manager|ceo|
            staff|workers?|employees?|director|minister|head|chief|editor|trainer|boss|official|aide|
            adviser|imagination|executives?);
        fir(?:e|es|ed|ing) (?:up|from (?:his|her|their) (?:job|post|position));
        (?:was|were|been|got|be) fired(?! (?:at|on|upon|from|into|toward\w*|across));
        fire (?:departments?|brigades?|services?|chiefs?|stations?|engines?|trucks?|fighters?|
            crews?|drills?|alarms?|safety|exits?|extinguishers?|hydrants?|sales?|works?|place|side|
            power|wall|fly|flies|wood|officials?|marshals?|officers?|line|season);
        cease ?fires?; under fire; friendly fire;
        came under fire (?:for|over|after|from (?:critics|the opposition|fans|lawmakers));
        line of fire; play\w* with fire; fire in (?:his|her|their) (?:belly|eyes); return(?:ed)? fire;
        hold fire; camp ?fires?; bon ?fires?; hang fire; fire ?wall; baptism of fire; fire and fury;
        crossfire; small arms fire;
        str(?:uck|ike|ikes|iking) (?:a|an|the|up|any) (?:\w+ ){0,3}(?:deal|deals|agreement|
            balance|bargain|chord|tone|note|pose|conversation|friendship|accord|compromise|gold|
            match|partnership|truce|contract|blow for);
        struck (?:by|me as|him as|her as) (?:the )?(?:beauty|similarity|odd|idea|how);
        struck gold; struck out; struck off; struck down (?:the |a )?(?:\w+ )?(?:law|ruling|bill|ban);
        strike (?:price|rate|zone|partnership|duo); lucky strikes?; hunger striker; lightning strikes?;
        lightning struck; strikers? (?:scored|netted|signed); bird strikes?;
        shell(?:ed|ing) (?:peas?|beans?|nuts?|eggs?|prawns?|shrimps?|walnuts?|peanuts?|pistachios?|
            out);
        shelled (?:pistachios?|walnuts?|nuts?|eggs?|almonds?|hemp|sunflower);
        (?:population|demographic|price|credit|cambrian|flavou?r|colou?r|data|media) explosions?;
        explosions? (?:of|in) (?:\w+ ){0,2}(?:interest|colou?rs?|growth|demand|popularity|laughter|
            joy|prices|creativity|flavou?rs?|tourism|cases|numbers|activity|applause|debt|sales);
        explosive growth; exploded (?:in popularity|onto|with (?:laughter|joy|anger)|in anger);
        blasts? from the past; full blast; had a blast; having a blast;
        blasted (?:the|his|her|their|its) (?:\w+ )?(?:decision|critics|government|plan|referee|
            rivals?|proposal|opposition|report|media);
        blast (?:off|furnaces?); trumpet blast;
        (?:heart|panic|asthma|anxiety|verbal|personal|cyber|ransomware|hacker|hacking|ddos|
            phishing|malware|media|counter) attacks?;
        attack(?:s|ed|ing)? (?:ads?|lines?|minded|on (?:the |his |her |their |its )?(?:\w+
            )?(?:reputation|record|policies|policy|character|democracy|freedom|freedoms|rights|press|
            economy|critics|inflation|press freedom|values|language|judges|judiciary));
        attack(?:ed|s|ing) (?:the|his|her|their|its) (?:\w+ )?(?:government|opposition|budget|bill|
            policy|policies|decision|record|plan|plans|critics|proposal|report|problem|rival|rivals|
            ruling|law|speech|media|press);
        cyber ?attacks?; attacking (?:midfielder|football|play|player|style|options);
        attack(?:ed|ing)? down the (?:left|right|wing);
        (?:stock|stocks|shares?|market|markets|bond|oil|price|prices|currency|rouble|dollar|
            gold|late|relief|motor|car|dakar|wrc|world|autumn|summer|tech|crypto|bitcoin|tennis|
            classic|year end|santa) (?:market )?rall(?:y|ies|ied);
        rall(?:y|ies|ying) (?:drivers?|championships?|cars?|cry|point|crews?|racing|stage|team|
            winner|raid);
        (?:shares|stocks|markets|prices|oil|rouble|investors|team|players|fans) (?:\w+
            ){0,2}rallied;
        dakar rally; rallied to (?:win|beat); campaign rall(?:y|ies)(?! (?:turned|shooting|attack));
        (?:flood|floods|flooded) (?:of|with|in with) (?:\w+ ){0,2}(?:complaints?|calls?|letters|
            messages|requests?|emails|tears|light|memories|applications|imports|tourists|visitors|
            fake|goods|offers|questions|support|people|criticism|refugees|migrants|orders|emotions|
            information);
        flood ?lights?; flood ?gates; flood ?lit; flood insurance; flood the market; flooded the market;
        (?:political|twitter|media|brain|fire|perfect|desert|diplomatic|social media|barn|
            electrical) ?storm(?:s|ing|ed)?(?: (?:over|of))?(?! shadow);
        storms? of (?:criticism|protest|applause|controversy|outrage|indignation|anger|abuse);
        storm(?:ed|s|ing) (?:off|out|past|ahead|to (?:victory|the title|power)|into the (?:lead|
            final|semi\w*));
        storm in a teacup; weather(?:ed|ing)? the storm; by storm; storm shadow; storm troopers?;
        landslide (?:victor(?:y|ies)|wins?|election|defeat|majority|vote);
        (?:won|wins|winning|victory|elected|re elected) (?:\w+ ){0,3}(?:by|in|with) a landslide;
        electoral landslides?;
        (?:political|diplomatic|cultural|financial|football\w*) (?:earthquakes?|tremors?|quakes?|
            tsunamis?|avalanches?);
        avalanche of (?:criticism|complaints|votes|data|letters|paperwork|goals);
        tremors? (?:in|of) (?:his|her|the) (?:hand|hands|voice);
        earthquake (?:insurance|engineering|proof|resistant|drills?|preparedness);
        accident and emergency; by accident; accident (?:insurance|prevention|rate|rates|statistics);
        happy accident; accident of (?:birth|history); no accident that;
        crime (?:novels?|dramas?|fiction|rates?|series|writers?|statistics|stories|thriller|scene
            investigators|figures|films?);
        murder (?:myster(?:y|ies)|trial of the century); murderous;
        robbed of (?:a |the )?(?:\w+ )?(?:victory|win|goal|title|sleep|joy);
        stole the (?:show|spotlight|limelight|match); cardiac arrests?;
        arrest (?:the )?(?:decline|fall|slide|spread|development)s?;
        arresting (?:image|sight|view|beauty|images|developer); (?:respiratory|house) arrest warrants?;
        seiz(?:e|ed|es|ing) (?:the |an |this |that |every |on )(?:\w+ )?(?:opportunity|
            opportunities|chance|chances|moment|initiative|day|lead|idea|remarks|words|advantage);
        epileptic seizures?; (?:had|suffered|suffering|having) (?:a |an )?(?:\w+ )?seizures?;
        febrile seizures?;
        shooting (?:stars?|guards?|range|ranges|sports?|competition|schedule|location|script|party|
            of (?:the|a|his|her) (?:\w+ )?(?:film|movie|series|video|scene|episode|documentary));
        photo ?shoots?; film shooting; film crews? (?:\w+ ){0,4}shooting;
        shooting for (?:the|a) (?:\w+ )?(?:moon|film|movie|series);
        started shooting (?:a|the|his|her) (?:\w+ )?(?:film|movie|series); shot dead heat;
        penalty shoot ?outs?; shoot out (?:win|victory|defeat);
        (?:physical|daily|morning|breathing|regular|pr|public relations|accounting|cost cutting|
            gentle|moderate|aerobic|rehabilitation) exercises?;
        demonstrat(?:ed|es|ion|ions) (?:of|that|how|the|his|her|its|their|a|great|an|strong);
        demonstration (?:project|flights?|plot|sport|effect|model)s?;
        march(?:ed|es)? (?:to|into|towards?) (?:victory|the final|the semi\w*|glory);
        protest(?:ed|s|ing)? (?:his|her|their) innocence; bombed at the box office; photo ?bomb\w*;
        (?:bath|atom|sex|time|cherry|youtube|hydrogen|nuclear|atomic) bombs?; love bomb\w*; review bombing;
        carpet of bombs; bomb(?:shell)s?;
        battles? (?:against|with) (?:\w+ )?(?:cancer|inflation|illness|disease|addiction|depression|
            obesity|corruption|poverty|relegation);
        (?:legal|court|title|ratings|chess|rap|election|custody|bidding|takeover|price|political|
            relegation|dance|cooking|talent|wage) (?:battles?|fights?|fighting|clash\w*);
        fighting (?:for (?:his|her|their|its|a|the) (?:\w+ )?(?:life|lives|place|title|survival|
            rights|future|job|chance|justice|freedom)|chance|spirit|cancer|fit|corruption|inflation|
            poverty|crime|fires?|the (?:fire|blaze|flames|virus|disease|pandemic|wildfires?));
        fire fighting; plane spotting; collision course; collision (?:insurance|detection|avoidance);
        overturned (?:the|a|an|his|her|their|its|on appeal)(?: \w+){0,2} (?:ruling|conviction|
            decision|verdict|ban|sentence|deficit|result|law|judgment|lead|judgement);
        (?:ruling|conviction|decision|verdict|ban|law) (?:\w+ ){0,2}overturned;
        kidnap (?:thriller|drama|film); hijack(?:ed|ing)? (?:the )?(?:debate|agenda|conversation|narrative);
        identity theft;
        emergency (?:services?|ministry|ministries|situations|meetings?|powers?|room|number|aid|
            exits?|landing gear|contacts?|response|department|workers|crews|officials?|session|funding|
            management|minister|rooms?|law|decree|loan|numbers?);
        massacred the (?:song|dish|language); hostage to fortune;
        held hostage by (?:the )?(?:past|politics|fear); bear market
    """),
)
# fmt: on
