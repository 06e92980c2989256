import JSON

/// Cuts the text of a large export into pages that are JSON documents of their own.
///
/// A page is either some neighbouring members of the top-level object or, of a list too long for one page, some
/// neighbouring elements: `{"RoleDetailList":[…]}`. Nothing but one page and one window of the file is held. Only
/// the borders are looked for here, by counting brackets outside of strings; the parser judges each page strictly.
struct PageSplitter {
  struct Failure: Error {
    var reason: String
    var line: Int
    var pointer: String
  }

  private enum State {
    case outside
    /// In the top-level object, before a member.
    case members(behindComma: Bool)
    /// In a long list, before an element.
    case elements(key: [UInt8], index: Int)
    /// Behind a long list.
    case behindList
  }

  private let source: ByteSource
  private let pageSize: Int
  private let window: Int
  private var buffer: [UInt8]
  /// Where in the buffer the text begins that was not dropped yet.
  private var start = 0
  /// The line in which that is.
  private var line = 1
  private var at = 0
  private var output = 0
  private var state = State.outside
  private var isAtEnd = false

  /// - Parameters:
  ///   - source: where the bytes come from.
  ///   - head: what was read of the source before.
  ///   - pageSize: from how many bytes on a page is given out.
  ///   - window: how many bytes are read at a time.
  init(_ source: ByteSource, head: [UInt8] = [], pageSize: Int, window: Int) {
    self.source = source
    self.pageSize = pageSize
    self.window = window
    buffer = head
  }

  /// The next page; nil at the end.
  ///
  /// - Throws: `Failure` where the text around the pages is not JSON, `ReadFailure` if the file cannot be read on.
  mutating func next() throws -> TextPage? {
    while true {
      switch state {
      case .outside:
        if output == 0 { try skipMark() }
        guard let byte = try significant() else { return nil }
        guard byte == UInt8(ascii: "{") else { return try rest() }
        at += 1
        state = .members(behindComma: false)
      case .members(let behindComma):
        if let page = try members(behindComma: behindComma) { return page }
      case .elements(let key, let index):
        return try elements(key: key, from: index)
      case .behindList:
        switch try significant() {
        case UInt8(ascii: ","): state = .members(behindComma: true)
        case UInt8(ascii: "}"): endObject()
        default: throw failure("a comma or the end of the object is expected")
        }
        if case .members = state { at += 1 }
      }
    }
  }

  /// Passes over members up to one page; gives a page, or nil where the object ends without one or a long list begins.
  private mutating func members(behindComma: Bool) throws -> TextPage? {
    guard let first = try significant() else { throw failure("the text ends too early") }
    if first == UInt8(ascii: "}") {
      guard !behindComma else { throw failure("a member name is expected") }
      endObject()
      return nil
    }
    drop(upTo: at)
    var end = start
    while true {
      guard try significant() == UInt8(ascii: "\"") else {
        throw failure("a member name is expected")
      }
      let keyStart = at
      try passValue(limit: .max)
      let keyEnd = at
      guard try significant() == UInt8(ascii: ":") else {
        throw failure("a colon is expected behind the member name")
      }
      at += 1
      guard let opening = try significant() else { throw failure("the text ends too early") }
      let valueStart = at
      guard try passValue(limit: opening == UInt8(ascii: "[") ? pageSize : .max) else {
        let key = Array(buffer[keyStart..<keyEnd])
        let page = end > start ? self.page(start..<end, .members) : nil
        at = valueStart + 1
        drop(upTo: at)
        state = .elements(key: key, index: 0)
        return page
      }
      end = at
      let follower = try significant()
      if follower == UInt8(ascii: ","), end - start < pageSize {
        at += 1
        continue
      }
      let page = self.page(start..<end, .members)
      switch follower {
      case UInt8(ascii: ","):
        at += 1
        state = .members(behindComma: true)
      case UInt8(ascii: "}"): endObject()
      default: throw failure("a comma or the end of the object is expected")
      }
      drop(upTo: at)
      return page
    }
  }

  /// Passes over elements up to one page.
  private mutating func elements(key: [UInt8], from index: Int) throws -> TextPage {
    drop(upTo: at)
    var count = 0
    while true {
      guard let byte = try significant() else {
        throw failure("the text ends too early", Self.pointer(key, index + count))
      }
      if byte == UInt8(ascii: "]"), count == 0 {
        guard index == 0 else { throw failure("a value is expected", Self.pointer(key, index)) }
        at += 1
        state = .behindList
        let page = self.page(start..<start, .elements(key: key))
        drop(upTo: at)
        return page
      }
      try passValue(limit: .max, Self.pointer(key, index + count))
      let end = at
      count += 1
      switch try significant() {
      case UInt8(ascii: ","):
        at += 1
        guard end - start >= pageSize else { continue }
        state = .elements(key: key, index: index + count)
      case UInt8(ascii: "]"):
        at += 1
        state = .behindList
      default:
        throw failure(
          "a comma or the end of the list is expected", Self.pointer(key, index + count - 1))
      }
      var page = self.page(start..<end, .elements(key: key))
      page.firstElement = index
      drop(upTo: at)
      return page
    }
  }

  /// What is left, as one page: a list of outputs, or something that is no export.
  private mutating func rest() throws -> TextPage {
    while try more() {}
    let page = self.page(at..<buffer.count, .none)
    at = buffer.count
    drop(upTo: at)
    output += 1
    return page
  }

  private mutating func endObject() {
    at += 1
    output += 1
    state = .outside
  }

  /// A page of the bytes in a range: members, elements of the list of a key, or all there is.
  private func page(_ range: Range<Int>, _ wrap: TextPage.Wrap) -> TextPage {
    TextPage(
      bytes: wrap.around(buffer[range]), firstLine: line + newlines(before: range.lowerBound),
      output: output)
  }

  /// Passes over the value at `at`; false, with `at` anywhere, if it is longer than a limit.
  @discardableResult
  private mutating func passValue(limit: Int, _ pointer: @autoclosure () -> String = "") throws
    -> Bool
  {
    var border = ValueBorder()
    let start = at
    while true {
      let found = buffer.withUnsafeBufferPointer { border.find(in: $0, from: at) }
      if let found {
        at = found
        guard found > start else { throw failure("a value is expected", pointer()) }
        return found - start <= limit
      }
      at = buffer.count
      guard at - start <= limit else { return false }
      guard try more() else {
        if border.isScalar { return true }
        throw failure(
          border.isInString ? "the text ends within a string" : "the text ends too early", pointer()
        )
      }
    }
  }

  /// The next byte that is not white space, at `at`; nil at the end.
  private mutating func significant() throws -> UInt8? {
    while true {
      while at < buffer.count {
        switch buffer[at] {
        case 0x20, 0x0A, 0x0D, 0x09: at += 1
        default: return buffer[at]
        }
      }
      guard try more() else { return nil }
    }
  }

  private mutating func skipMark() throws {
    while buffer.count < 3, try more() {}
    if at == 0, buffer.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  private mutating func more() throws -> Bool {
    if isAtEnd { return false }
    isAtEnd = try !source.append(window, to: &buffer)
    return !isAtEnd
  }

  private mutating func drop(upTo end: Int) {
    line += newlines(before: end)
    start = end
    // What is left is moved only where no less goes, so that many small outputs cost no more than a large one.
    guard start >= buffer.count - start else { return }
    buffer.removeSubrange(..<start)
    (at, start) = (at - start, 0)
  }

  private func newlines(before end: Int) -> Int {
    buffer[start..<end].withUnsafeBufferPointer { Newlines.count(in: $0) }
  }

  /// The line up to which the file was read.
  var currentLine: Int { line + newlines(before: min(at, buffer.count)) }

  private func failure(_ reason: String, _ pointer: String = "") -> Failure {
    Failure(reason: reason, line: currentLine, pointer: pointer)
  }

  private static func pointer(_ key: [UInt8], _ index: Int) -> String {
    "/" + String(decoding: key.dropFirst().dropLast(), as: UTF8.self) + "/\(index)"
  }
}
