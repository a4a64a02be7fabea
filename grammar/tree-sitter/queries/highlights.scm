; Written from the tables of the language, and kept equal to them by the tests.

(comment) @comment
(text) @string
[(whole) (number) (percent) (money) (duration)] @number
[(date) (month) (time)] @constant
(bare_parameter) @variable.parameter
(path (dotted) @function (arguments))
(name) @variable
(column_type) @type

[
  "add"
  "back"
  "card"
  "column"
  "contrast"
  "define"
  "describe"
  "diff"
  "drop"
  "explain"
  "import"
  "merge"
  "queries"
  "remove"
  "run"
  "save"
  "segment"
  "select"
  "set"
  "snapshot"
  "sql"
  "table"
  "undo"
  "update"
  "why"
] @keyword

[
  "bottom"
  "export"
  "funnel"
  "group"
  "limit"
  "order"
  "sample"
  "show"
  "split"
  "top"
  "where"
  "with"
] @keyword

[
  "ago"
  "as"
  "asc"
  "at"
  "blanks"
  "by"
  "day"
  "desc"
  "distinct"
  "during"
  "event"
  "except"
  "file"
  "fixed"
  "for"
  "force"
  "from"
  "into"
  "join"
  "key"
  "last"
  "map"
  "matching"
  "month"
  "next"
  "no"
  "of"
  "offset"
  "on"
  "overwrite"
  "per"
  "previous"
  "quarter"
  "raw"
  "recorded"
  "seed"
  "since"
  "skip"
  "sqlite"
  "strictly"
  "then"
  "this"
  "week"
  "within"
  "year"
] @keyword

[
  "all"
  "and"
  "any"
  "contains"
  "ends"
  "entered"
  "has"
  "in"
  "is"
  "journey"
  "known"
  "left"
  "missing"
  "not"
  "or"
  "otherwise"
  "starts"
] @keyword.operator

[
  "false"
  "now"
  "today"
  "true"
] @constant.builtin
