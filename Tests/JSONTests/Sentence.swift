import Testing

/// A text with its canonical form if it is JSON, or with the reason why it is not.
struct Sentence: Sendable, CustomTestStringConvertible {
  let bytes: [UInt8]
  let expected: String

  init(_ text: String, _ expected: String) {
    self.init(Array(text.utf8), expected)
  }

  init(_ bytes: [UInt8], _ expected: String) {
    self.bytes = bytes
    self.expected = expected
  }

  /// A string that holds these bytes.
  init(string bytes: [UInt8], _ expected: String) {
    self.init([0x22] + bytes + [0x22], expected)
  }

  var testDescription: String {
    "\(String(decoding: bytes, as: UTF8.self).debugDescription): \(expected.debugDescription)"
  }

  static let valid = words + numbers + strings + structures

  private static let words = [
    Sentence("null", "null"), Sentence("true", "true"), Sentence("false", "false"),
    Sentence(" \t\r\n null \t\r\n ", "null"), Sentence("\u{FEFF}null", "null"),
    Sentence("\u{FEFF} [ ]", "[]"),
  ]

  private static let numbers = [
    Sentence("0", "0"), Sentence("-0", "0"), Sentence("7", "7"), Sentence("-7", "-7"),
    Sentence("10", "10"), Sentence("0.5", "0.5"), Sentence("-0.5", "-0.5"),
    Sentence("0.50", "0.5"), Sentence("1.0", "1"), Sentence("-0.0", "0"), Sentence("0e0", "0"),
    Sentence("-0e-1", "0"), Sentence("1e2", "100"), Sentence("1E2", "100"),
    Sentence("1e+2", "100"), Sentence("1e-2", "0.01"), Sentence("1.5e3", "1500"),
    Sentence("0e99", "0"), Sentence("1e02", "100"), Sentence("[0,1]", "[0,1]"),
    Sentence("9007199254740993", "9007199254740993"),
    Sentence("9223372036854775808", "9223372036854775808"),
    Sentence("123456789012345678901234567890", "123456789012345678901234567890"),
    Sentence("-123456789012345678901234567890", "-123456789012345678901234567890"),
    Sentence("1e400", "1e400"), Sentence("1.7976931348623157e308", "1.7976931348623157e+308"),
    Sentence("1e20", "1e+20"), Sentence("5e-324", "5e-324"),
  ]

  private static let strings = [
    Sentence(#""""#, #""""#), Sentence(#"" ""#, #"" ""#), Sentence(#""a""#, #""a""#),
    Sentence(#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#), Sentence(#""/""#, #""/""#),
    Sentence(#""\u0061\u00E9\u00e9\u20ac""#, #""aéé€""#),
    Sentence(#""\u0000\u001f""#, #""\u0000\u001f""#), Sentence(#""\u0022\u005c""#, #""\"\\""#),
    Sentence("\"\u{7F}\"", "\"\u{7F}\""), Sentence(#""\u007f""#, "\"\u{7F}\""),
    Sentence("\"é€😀\u{FFFF}\u{10FFFF}\"", "\"é€😀\u{FFFF}\u{10FFFF}\""),
    Sentence(#""\ud83d\ude00""#, #""😀""#), Sentence(#""\uD83D\uDE00!""#, #""😀!""#),
    Sentence(#""\udbff\udfff""#, "\"\u{10FFFF}\""),
    // Half a surrogate pair stands for nothing; Unicode has a character for that.
    Sentence(#""\ud83d""#, "\"\u{FFFD}\""), Sentence(#""\ude00""#, "\"\u{FFFD}\""),
    Sentence(#""\ud83d\u0041""#, "\"\u{FFFD}A\""),
    Sentence(#""\ud83d\ud83d\ude00""#, "\"\u{FFFD}😀\""),
    Sentence(#""\ude00\ud83d""#, "\"\u{FFFD}\u{FFFD}\""), Sentence(#""\ud83dx""#, "\"\u{FFFD}x\""),
    Sentence(#""\ud83d\n""#, "\"\u{FFFD}\\n\""),
    Sentence(#""\\u0041""#, #""\\u0041""#), Sentence(#""\u2028\u2029""#, "\"\u{2028}\u{2029}\""),
    Sentence("\"e\u{301}\"", "\"e\u{301}\""), Sentence(#""[1,]""#, #""[1,]""#),
    Sentence("\"\u{FEFF}\"", "\"\u{FEFF}\""),
  ]

  private static let structures = [
    Sentence("[]", "[]"), Sentence("[ ]", "[]"), Sentence("{}", "{}"), Sentence("{ }", "{}"),
    Sentence("[[]]", "[[]]"), Sentence("[{}]", "[{}]"), Sentence("[[],[]]", "[[],[]]"),
    Sentence("[1 , 2\n,3]", "[1,2,3]"), Sentence(#"{"a" : 1 , "b":{}}"#, #"{"a":1,"b":{}}"#),
    Sentence(#"{"":0}"#, #"{"":0}"#), Sentence(#"{"a":1,"a":2}"#, #"{"a":2}"#),
    Sentence(#"{"a":1,"\u0061":2}"#, #"{"a":2}"#),
    Sentence(#"{"a":[{"b":[null,[true]]}]}"#, #"{"a":[{"b":[null,[true]]}]}"#),
  ]

  static let invalid = brokenWords + brokenNumbers + brokenStrings + brokenUTF8 + brokenStructures

  private static let noValue = "a value is expected"
  private static let brokenWords = [
    Sentence("", "the text is empty"), Sentence(" \n", "the text is empty"),
    Sentence("\u{FEFF}", "the text is empty"),
    Sentence("nul", noValue), Sentence("nulL", noValue), Sentence("True", noValue),
    Sentence("tru", noValue), Sentence("falsy", noValue), Sentence("undefined", noValue),
    Sentence("NaN", noValue), Sentence("Infinity", noValue), Sentence("'a'", noValue),
    Sentence("a", noValue), Sentence(",", noValue), Sentence("]", noValue),
    Sentence("}", noValue), Sentence(":", noValue), Sentence("// c\n1", noValue),
    Sentence("/* c */1", noValue), Sentence("\u{A0}1", noValue), Sentence("\u{2028}1", noValue),
    Sentence("\u{C}1", noValue), Sentence("\u{0}", noValue),
    Sentence("\u{FEFF}\u{FEFF}1", noValue), Sentence([0xEF, 0xBB], noValue),
    Sentence([0xFF, 0xFE, 0x31, 0x00], noValue),
    Sentence("nullx", behind), Sentence("true false", behind), Sentence("1\u{0}", behind),
    Sentence("[1]x", behind), Sentence("[]]", behind), Sentence("{}}", behind),
    Sentence(#""a"b"#, behind), Sentence("1 // c", behind), Sentence("[][]", behind),
    Sentence("{}\u{FEFF}", behind),
  ]
  private static let behind = "there is more text behind the value"

  private static let malformed = "a number is malformed"
  private static let brokenNumbers = [
    Sentence("-", malformed), Sentence("01", malformed), Sentence("-01", malformed),
    Sentence("00", malformed), Sentence("1.", malformed), Sentence("1.e1", malformed),
    Sentence("-.5", malformed), Sentence("1e", malformed), Sentence("1e+", malformed),
    Sentence("1E-", malformed), Sentence("-a", malformed), Sentence("[-]", malformed),
    Sentence("--1", malformed), Sentence("-Infinity", malformed), Sentence("0.", malformed),
    Sentence("+1", noValue), Sentence(".5", noValue), Sentence("１", noValue),
    Sentence("0x10", behind), Sentence("1_000", behind), Sentence("1.2.3", behind),
    Sentence("1e2e3", behind), Sentence("1e2.5", behind), Sentence("1-2", behind),
    Sentence("[0 1]", "a comma or the end of the list is expected"),
  ]

  private static let brokenStrings = [
    Sentence(#"""#, ends), Sentence(#""a"#, ends), Sentence(#""\"#, ends), Sentence(#""\""#, ends),
    Sentence(#"["a"#, ends), Sentence(#"{"a"#, ends),
    Sentence(#""\x41""#, escape), Sentence(#""\a""#, escape), Sentence(#""\'""#, escape),
    Sentence(#""\ ""#, escape), Sentence("\"\\\n\"", escape), Sentence(#""\0""#, escape),
    Sentence(#""\U0041""#, escape),
    Sentence(#""\u""#, digits), Sentence(#""\u12""#, digits), Sentence(#""\u123"#, digits),
    Sentence(#""\u123g""#, digits), Sentence(#""\u{41}""#, digits),
    Sentence(#""\ud83d\u""#, digits),
    Sentence(#""\u-123""#, digits), Sentence(#""\u004１""#, digits),
    Sentence("\"\n\"", control), Sentence("\"\t\"", control), Sentence("\"\u{0}\"", control),
    Sentence("\"\u{1F}\"", control), Sentence("{\"a\r\":1}", control),
  ]
  private static let ends = "the text ends within a string"
  private static let escape = "an unknown escape in a string"
  private static let digits = "\\u is to be followed by four hexadecimal digits"
  private static let control = "a control character in a string"

  private static let notUTF8 = "a string is not UTF-8"
  private static let brokenUTF8 = [
    Sentence(string: [0x80], notUTF8), Sentence(string: [0xBF], notUTF8),
    Sentence(string: [0xFF], notUTF8), Sentence(string: [0xFE], notUTF8),
    // Cut off.
    Sentence(string: [0xC3], notUTF8), Sentence(string: [0xE2, 0x82], notUTF8),
    Sentence(string: [0xF0, 0x9F, 0x98], notUTF8), Sentence([0x22, 0xC3], notUTF8),
    // Longer than need be.
    Sentence(string: [0xC0, 0x80], notUTF8), Sentence(string: [0xC1, 0xBF], notUTF8),
    Sentence(string: [0xE0, 0x80, 0xAF], notUTF8),
    Sentence(string: [0xF0, 0x80, 0x80, 0xAF], notUTF8),
    // Surrogates, and what lies beyond Unicode.
    Sentence(string: [0xED, 0xA0, 0x80], notUTF8), Sentence(string: [0xED, 0xBF, 0xBF], notUTF8),
    Sentence(string: [0xF4, 0x90, 0x80, 0x80], notUTF8),
    Sentence(string: [0xF5, 0x80, 0x80, 0x80], notUTF8),
    Sentence(string: [0xF8, 0x88, 0x80, 0x80, 0x80], notUTF8),
    // Latin-1.
    Sentence(string: [0x61, 0xE9, 0x62], notUTF8),
  ]

  private static let early = "the text ends too early"
  private static let name = "a member name is expected"
  private static let colon = "a colon is expected behind the member name"
  private static let inList = "a comma or the end of the list is expected"
  private static let inObject = "a comma or the end of the object is expected"
  private static let brokenStructures = [
    Sentence("[", early), Sentence("{", early), Sentence("[1", early), Sentence("[1,", early),
    Sentence(#"{"a":"#, early), Sentence(#"{"a":1"#, early), Sentence(#"{"a":1,"#, early),
    Sentence("[[]", early), Sentence("[,1]", noValue), Sentence("[1,]", noValue),
    Sentence("[1,,2]", noValue), Sentence("[}", noValue), Sentence(#"{"a":}"#, noValue),
    Sentence(#"{"a":,"b":1}"#, noValue), Sentence("{,}", name), Sentence("{1:2}", name),
    Sentence("{a:1}", name), Sentence("{'a':1}", name), Sentence(#"{"a":1,}"#, name),
    Sentence(#"{"a":1,,"b":2}"#, name), Sentence("{null:1}", name), Sentence("{[]:1}", name),
    Sentence("{]", name), Sentence(#"{"a"}"#, colon), Sentence(#"{"a" 1}"#, colon),
    Sentence(#"{"a","b"}"#, colon), Sentence(#"{"a""#, colon), Sentence(#"{"a"=1}"#, colon),
    Sentence("[1 2]", inList), Sentence("[1}", inList), Sentence("[1:2]", inList),
    Sentence(#"["a":1]"#, inList), Sentence(#"["a" "b"]"#, inList),
    Sentence(#"{"a":1]"#, inObject), Sentence(#"{"a":1 "b":2}"#, inObject),
    Sentence(#"{"a":1:2}"#, inObject), Sentence("[1;2]", inList),
  ]
}
