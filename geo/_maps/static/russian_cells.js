// In Russian: maps of cells, in which incidents are counted.

/** As in russian.js. */
export const CELLS = {
  // What a cell is.
  "{incidents}, counted in {count} cell|{incidents}, counted in {count} cells": ["{incidents}, подсчёт по {count} ячейке", "{incidents}, подсчёт по {count} ячейкам", "{incidents}, подсчёт по {count} ячейкам"],
  "Incidents are counted in cells, not shown one by one. A cell is a hexagon of about {area}, some {across} across; the smallest to the largest here are {least} to {most}.": "Происшествия подсчитаны по ячейкам, а не показаны по одному. Ячейка: шестиугольник площадью около {area}, примерно {across} в поперечнике; от самой малой до самой большой здесь от {least} до {most}.",
  "Its colour tells how many incidents lie in it, not how many for its size. Where in a cell they lie is not in this file.": "Цвет показывает, сколько в ней происшествий, без поправки на её площадь. Где именно внутри ячейки они произошли, в этом файле не указано.",
  "Incidents in a cell": "Происшествий в ячейке",
  "{low}–{count} incident|{low}–{count} incidents": ["{low}–{count} происшествие", "{low}–{count} происшествия", "{low}–{count} происшествий"],
  "{count} cell|{count} cells": ["{count} ячейка", "{count} ячейки", "{count} ячеек"],
  "No colour: no incident that is known as well as a cell is large": "Без цвета: нет происшествий, место которых известно с точностью до ячейки",
  "{count} incident in cells|{count} incidents in cells": ["{count} происшествие в ячейках", "{count} происшествия в ячейках", "{count} происшествий в ячейках"],
  "{number} of {all} in cells, the rest below": "В ячейках {number} из {all}, остальные ниже",
  "{number} of {all} incidents shown": "Показано происшествий: {number} из {all}",

  // The cells.
  "Cells with incidents": "Ячейки с происшествиями",
  "Cells with most incidents": "Ячейки с наибольшим числом происшествий",
  "Cells with most incidents, {when}": "Ячейки с наибольшим числом происшествий, {when}",
  "Each is called after the largest listed place in it.": "Каждая названа по крупнейшему месту из списка внутри неё.",
  "No incident is known well enough to be in a cell.": "Ни об одном происшествии не известно достаточно точно, в какой оно ячейке.",
  "Cell at {place}": "Ячейка, {place}",
  "← All cells": "← Все ячейки",
  "{number} ({when})": "{number} ({when})",
  "{number} of all time": "{number} за всё время",
  "(of all time)": "(за всё время)",
  "Largest place": "Крупнейшее место",
  "no listed place": "нет места из списка",
  "Middle of the cell": "Середина ячейки",
  Size: "Площадь",
  "{number} km²": "{number} км²",
  "Number of the cell (H3)": "Номер ячейки (H3)",
  "Where in the cell they lie is not in this file.": "Где именно внутри ячейки они произошли, в этом файле не указано.",
  "An incident that is known to a radius may have happened in the next cell.": "Происшествие, известное с точностью до радиуса, могло случиться и в соседней ячейке.",

  // What is in none.
  "In no cell": "Вне ячеек",
  "{count} is in a cell|{count} are in cells": ["В ячейках: {count}", "В ячейках: {count}", "В ячейках: {count}"],
  "{count} is known only to an area or a line|{count} are known only to an area or a line": ["{count} известно только с точностью до территории или линии", "{count} известны только с точностью до территории или линии", "{count} известны только с точностью до территории или линии"],
  "{count} is known only to a circle of more than {km} km, wider than a cell|{count} are known only to a circle of more than {km} km, wider than a cell": ["{count} известно только с точностью до круга более {km} км, шире ячейки", "{count} известны только с точностью до круга более {km} км, шире ячейки", "{count} известны только с точностью до круга более {km} км, шире ячейки"],
  "{count} has no usable position|{count} have no usable position": ["{count} без пригодных координат", "{count} без пригодных координат", "{count} без пригодных координат"],
  "They are known to lie in these countries and regions, of all time:": "Они произошли в этих странах и регионах, за всё время:",
  "country not known": "страна неизвестна",
  "Show all ({count})": "Показать все ({count})",
  "And {count} more.|And {count} more.": ["И ещё {count}.", "И ещё {count}.", "И ещё {count}."],

  // Time.
  "Counts are kept by months: a range of days cannot be chosen.": "Подсчёт ведётся по месяцам: выбрать отдельные дни нельзя.",
  "Counts are kept by years: months would not fit into this file.": "Подсчёт ведётся по годам: помесячный не поместился бы в этот файл.",
  "Counts of single times are not in this file: they would be too many, or there is only one.": "Подсчёта по времени в этом файле нет: он был бы слишком велик, или время одно и то же.",
  "No date is known.": "Ни одной даты не известно.",
  "First month shown": "Первый показанный месяц",
  "Last month shown": "Последний показанный месяц",
  "First year shown": "Первый показанный год",
  "Last year shown": "Последний показанный год",
  "{count} whose date is not known so well is left out as soon as a time is chosen.|{count} whose dates are not known so well are left out as soon as a time is chosen.": ["{count} с менее точной датой пропадает, как только выбрано время.", "{count} с менее точными датами пропадают, как только выбрано время.", "{count} с менее точными датами пропадают, как только выбрано время."],

  // What is taken away.
  "Files hold counts: the incidents themselves are not in this page.": "В файлах только подсчёт: самих происшествий на этой странице нет.",
  "Cells (CSV)": "Ячейки (CSV)",
  "counts with H3 numbers, for a spreadsheet": "подсчёт с номерами H3, для электронной таблицы",
};
