# Declarations in style sheets that name a side of the screen instead of the start or the end of a line, as `file: declaration`.

FNR == 1 && NR > 1 { look() }
{ text = text "\n" $0; file = FILENAME }
END { look() }

# All declarations of one file: what stands between braces and semicolons, and before no brace that opens.
function look(    parts, count, at) {
  # Neither comments nor strings say anything of the layout.
  gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, " ", text)
  gsub(/"[^"]*"/, "_", text)
  gsub(/\{/, "{;", text)
  count = split(text, parts, /[};]/)
  for (at = 1; at <= count; at++) if (parts[at] !~ /\{$/) judge(parts[at])
  text = ""
}

function judge(declaration,    colon, name, value) {
  gsub(/[ \n\t]+/, " ", declaration)
  sub(/^ /, "", declaration)
  sub(/ $/, "", declaration)
  colon = index(declaration, ":")
  name = substr(declaration, 1, colon - 1)
  value = substr(declaration, colon + 1)
  sub(/^ /, "", value)
  # A name of our own may be what it likes.
  if (colon && name !~ /^--/ && is_physical(name, value)) print file ": " declaration
}

function is_physical(name, value) {
  if (name ~ /(^|-)(left|right)(-|$)/ || value ~ /(^|[ ,(])(left|right)([ ,)]|$)/) return 1
  if (name ~ /^(scroll-)?(margin|padding)$|^inset$|^border-(width|style|color)$/) return lopsided(value)
  if (name == "border-radius") return round_on_one_side(value)
  if (name ~ /^(object|background)-position$|^(transform|perspective)-origin$/) return value !~ /^(center|50%)/
  if (name == "transform") return value ~ /(translate(X|3d)?|scaleX|scale3d|rotateZ?|skew[XY]?)\(/ && value !~ /--onward/
  return name == "translate" && value !~ /--onward|^(0|none)/
}

# Top, right, bottom, left: the second and the fourth differ.
function lopsided(value,    sides) {
  return words(value, sides) == 4 && sides[2] != sides[4]
}

# The corners at the top and those at the bottom, from the left: each pair differs or not.
function round_on_one_side(value,    corners, count) {
  count = words(value, corners)
  if (count == 4) return corners[1] != corners[2] || corners[3] != corners[4]
  return (count == 2 || count == 3) && corners[1] != corners[2]
}

# Splits a value at its blanks, but not at those between brackets.
function words(value, found,    count, at, depth, letter, word) {
  for (at = 1; at <= length(value) + 1; at++) {
    letter = substr(value, at, 1)
    if (letter == "(") depth++
    if (letter == ")") depth--
    if ((letter == " " && !depth) || at > length(value)) {
      if (word != "") found[++count] = word
      word = ""
    } else {
      word = word letter
    }
  }
  return count
}
