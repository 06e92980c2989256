/// Turns JSON text into a tape in one pass, without recursion and without a stack: as long as a container is open, its
/// entry's `next` is the index of the container around it.
struct TapeParser {
  struct Failure {
    var reason: String
    var offset: Int
    var pointer: String
  }

  private enum Expectation {
    case value
    case valueOrEnd
    case key
    case keyOrEnd
    case colon
    case commaOrEnd
  }

  private enum Outcome {
    case done
    /// The tape has no room for the next entry.
    case full
    case failed(String)
  }

  private(set) var tape: [TapeEntry] = []
  private let depthLimit: Int
  private let firstElement: Int
  /// Where to go on: what was read, what must follow, and within which container.
  private var position = 0
  private var expected = Expectation.value
  private var container = Self.none
  private var depth = 0

  /// The index of the container around the root.
  private static let none = Int(UInt32.max)

  init(depthLimit: Int, firstElement: Int) {
    self.depthLimit = depthLimit
    self.firstElement = firstElement
  }

  mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Failure? {
    guard bytes.count < Int(UInt32.max) else {
      return Failure(reason: "the text is larger than 4 GB", offset: 0, pointer: "")
    }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    // What the AWS CLI prints has an entry about every 16 bytes.
    var room = bytes.count / 12 + 8
    while true {
      let held = tape
      var outcome = Outcome.full
      tape = Array(unsafeUninitializedCapacity: room) { entries, count in
        count = entries.initialize(fromContentsOf: held)
        outcome = run(bytes, entries, &count)
      }
      switch outcome {
      case .done: return nil
      case .full: room *= 2
      case .failed(let reason):
        return Failure(
          reason: reason, offset: min(position, bytes.count),
          pointer: JSONPointer.readable(tokens(bytes)))
      }
    }
  }

  /// Reads on until the text or the room for entries ends.
  private mutating func run(
    _ bytes: UnsafeBufferPointer<UInt8>, _ tape: UnsafeMutableBufferPointer<TapeEntry>,
    _ count: inout Int
  ) -> Outcome {
    // In locals, so that they stay in registers.
    var at = position
    var used = count
    var expected = expected
    var container = container
    var isObject = container != Self.none && tape[container].kind == .object
    defer {
      position = at
      count = used
      self.expected = expected
      self.container = container
    }
    func append(_ kind: JSONNode.Kind, to end: Int, next: Int, escaped: Bool = false) {
      let start = kind == .string ? at &+ 1 : at
      tape.initializeElement(
        at: used,
        to: TapeEntry(
          start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
          next: UInt32(truncatingIfNeeded: next), kind: kind, escaped: escaped))
      used &+= 1
    }
    while true {
      at = TokenEnd.ofSpace(bytes, from: at)
      guard at < bytes.count else {
        if expected == .colon { return .failed(colonExpected) }
        return .failed(used == 0 ? "the text is empty" : "the text ends too early")
      }
      guard used < tape.count else { return .full }
      let byte = bytes[at]
      var isEnd = false
      switch expected {
      case .key, .keyOrEnd:
        if byte == UInt8(ascii: "}"), expected == .keyOrEnd {
          isEnd = true
          break
        }
        guard byte == UInt8(ascii: "\"") else { return .failed("a member name is expected") }
        let string = TokenEnd.ofString(bytes, from: at &+ 1)
        if let fault = string.fault {
          at = string.end
          return .failed(fault.reason)
        }
        append(.string, to: string.end, next: used &+ 1, escaped: string.isEscaped)
        at = string.end &+ 1
        expected = .colon
        continue
      case .colon:
        guard byte == UInt8(ascii: ":") else {
          return .failed(colonExpected)
        }
        at &+= 1
        expected = .value
        continue
      case .commaOrEnd:
        if byte == UInt8(ascii: ",") {
          at &+= 1
          expected = isObject ? .key : .value
          continue
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          return .failed(
            "a comma or the end of the \(isObject ? "object" : "list") is expected")
        }
        isEnd = true
      case .value, .valueOrEnd:
        switch byte {
        case UInt8(ascii: "]") where expected == .valueOrEnd: isEnd = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          guard depth < depthLimit else {
            return .failed("the text is nested more than \(depthLimit) levels deep")
          }
          depth &+= 1
          isObject = byte == UInt8(ascii: "{")
          let index = used
          append(isObject ? .object : .array, to: at, next: container)
          container = index
          at &+= 1
          expected = isObject ? .keyOrEnd : .valueOrEnd
          continue
        case UInt8(ascii: "\""):
          let string = TokenEnd.ofString(bytes, from: at &+ 1)
          if let fault = string.fault {
            at = string.end
            return .failed(fault.reason)
          }
          append(.string, to: string.end, next: used &+ 1, escaped: string.isEscaped)
          at = string.end &+ 1
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          guard let end = TokenEnd.ofNumber(bytes, from: at) else {
            return .failed("a number is malformed")
          }
          append(.number, to: end, next: used &+ 1)
          at = end
        default:
          let end =
            TokenEnd.ofWord("true", bytes, from: at) ?? TokenEnd.ofWord("false", bytes, from: at)
            ?? TokenEnd.ofWord("null", bytes, from: at)
          guard let end else { return .failed("a value is expected") }
          append(byte == UInt8(ascii: "n") ? .null : .bool, to: end, next: used &+ 1)
          at = end
        }
      }
      if isEnd {
        at &+= 1
        depth &-= 1
        let outer = Int(tape[container].next)
        tape[container].end = UInt32(truncatingIfNeeded: at)
        tape[container].next = UInt32(truncatingIfNeeded: used)
        container = outer
        isObject = outer != Self.none && tape[outer].kind == .object
      }
      expected = .commaOrEnd
      if container == Self.none {
        at = TokenEnd.ofSpace(bytes, from: at)
        return at == bytes.count ? .done : .failed("there is more text behind the value")
      }
    }
  }

  /// The path to where reading stopped.
  private func tokens(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var open: [Int] = []
    var at = container
    while at != Self.none {
      open.append(at)
      at = Int(tape[at].next)
    }
    open.reverse()
    var tokens: [String] = []
    for (depth, container) in open.enumerated() {
      let inner = depth + 1 < open.count ? open[depth + 1] : nil
      // The values that are read, the last of them maybe in part.
      var count = 0
      var name: TapeEntry?
      var at = container + 1
      let isObject = tape[container].kind == .object
      while at < tape.count {
        if isObject {
          name = tape[at]
          at += 1
        }
        guard at < tape.count, at != inner else { break }
        count += 1
        at = Int(tape[at].next)
      }
      if isObject {
        guard let name, inner != nil || expected != .key && expected != .keyOrEnd else { break }
        let raw = UnsafeBufferPointer(rebasing: bytes[Int(name.start)..<Int(name.end)])
        tokens.append(JSONPointer.token(unescaped(raw)))
      } else {
        if inner == nil, expected == .commaOrEnd { count -= 1 }
        tokens.append(String(count + (depth == 1 ? firstElement : 0)))
      }
    }
    return tokens
  }
}

private let colonExpected = "a colon is expected behind the member name"
