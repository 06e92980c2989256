/// Writes an SVG picture element by element.
///
/// Texts come from strangers: what XML gives a meaning is escaped, and what a reader cannot see is written as its visible
/// escape, since most control characters are not allowed in XML at all (https://www.w3.org/TR/xml/#charsets).
struct SVGWriter {
  private(set) var text = ""

  /// An element, with what `content` writes between its tags.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>,
    _ content: ((inout SVGWriter) -> Void)? = nil
  ) {
    text += "<" + name
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    guard let content else {
      text += "/>\n"
      return
    }
    text += ">\n"
    content(&self)
    text += "</\(name)>\n"
  }

  /// An element with nothing but a text.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String
  ) {
    text += "<" + name
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    text += ">\(Self.escaped(content))</\(name)>\n"
  }

  /// A number as SVG reads it, to a tenth.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let digits = abs(tenths)
    let whole = (tenths < 0 ? "-" : "") + String(digits / 10)
    return digits % 10 == 0 ? whole : whole + ".\(digits % 10)"
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      // Two code points that are no characters are not allowed either.
      case _ where scalar.isUnseen || scalar.value & 0xFFFE == 0xFFFE: out += scalar.visibleEscape
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
