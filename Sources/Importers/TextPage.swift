/// A part of a large text that is a JSON document of its own.
struct TextPage: Sendable {
  var bytes: [UInt8]
  /// The line of the file on which the page begins.
  var firstLine = 1
  /// How many elements of the list earlier pages hold.
  var firstElement = 0
  /// Which of several top-level values in the file the page is of.
  var output = 0

  /// What makes a document of the bytes of a page.
  enum Wrap {
    /// They are one already, or were never meant to be.
    case none
    /// They are members of the top-level object.
    case members
    /// They are elements of the list that is the member of that key, quotes included.
    case elements(key: [UInt8])

    func around(_ content: ArraySlice<UInt8>) -> [UInt8] {
      var bytes: [UInt8] = []
      switch self {
      case .none: bytes += content
      case .members:
        bytes.reserveCapacity(content.count + 2)
        bytes += "{".utf8
        bytes += content
        bytes += "}".utf8
      case .elements(let key):
        bytes.reserveCapacity(content.count + key.count + 5)
        bytes += "{".utf8
        bytes += key
        bytes += ":[".utf8
        bytes += content
        bytes += "]}".utf8
      }
      return bytes
    }
  }
}
