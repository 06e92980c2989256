import IAM
import JSON

/// The Simulation module answers cases: questions that bring all of their policies with them.
///
/// A case is one line of JSON, `docs/simulate.md` describes it; its answer is one line as well. A line that is no case
/// is answered with what is wrong with it, and the next line is read. Nothing is remembered from one line to the next,
/// so pieces of a long input may be answered at the same time.
public struct Simulation: Sendable {
  /// The answers, each with a line feed behind it.
  public private(set) var text: [UInt8] = []
  /// How many lines were no cases.
  public private(set) var failures = 0

  /// Answers all cases of a text; lines of nothing but blanks are passed over.
  ///
  /// - Parameters:
  ///   - lines: whole lines of UTF-8 text.
  ///   - firstLine: the number of the first of them in its file, for the errors.
  public init(_ lines: [UInt8], firstLine: Int = 1) {
    text.reserveCapacity(lines.count / 2)
    var number = firstLine
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lines.count
      answer(Array(lines[start..<end]), number)
      number += 1
      start = end + 1
    }
  }

  private mutating func answer(_ line: [UInt8], _ number: Int) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    do throws(JSONError) {
      let root = try JSONDocument(line, depthLimit: Self.depthLimit, firstLine: number).root
      answer(root, number)
    } catch {
      fail(nil, "\(error)")
    }
  }

  private mutating func answer(_ root: JSONNode, _ number: Int) {
    do throws(CaseError) {
      let item = try SimulationCase(root)
      text.append(contentsOf: "{".utf8)
      appendID(root["id"])
      appendMembers(of: item.decision)
      if item.policies.hasUnknownOperators { appendDiagnostics(of: item.policies) }
      text.append(contentsOf: "}\n".utf8)
    } catch {
      fail(root["id"], "line \(number), \(error)")
    }
  }

  private mutating func fail(_ id: JSONNode?, _ reason: String) {
    failures += 1
    text.append(contentsOf: "{".utf8)
    if id != nil { appendID(id) }
    text.append(contentsOf: "\"error\":".utf8)
    CanonicalText.append(reason, to: &text)
    text.append(contentsOf: "}\n".utf8)
  }

  private mutating func appendID(_ id: JSONNode?) {
    text.append(contentsOf: "\"id\":".utf8)
    if let id {
      CanonicalText.append(id, to: &text)
    } else {
      text.append(contentsOf: "null".utf8)
    }
    text.append(contentsOf: ",".utf8)
  }

  private mutating func appendDiagnostics(of policies: PolicySet) {
    let list = policies.diagnostics.map { policy, diagnostic in
      JSONValue.object([
        "policy": .string(policy), "pointer": .string(diagnostic.pointer),
        "text": .string(diagnostic.text),
      ])
    }
    text.append(contentsOf: ",\"diagnostics\":\(JSONValue.array(list).canonical())".utf8)
  }

  private mutating func appendMembers(of decision: Decision) {
    let members = decision.answer
    let names = ["decision", "deniedBy", "conditionalOn", "statements", "nearMisses", "missing"]
    var isFirst = true
    for name in names {
      guard let member = members[name] else { continue }
      if !isFirst { text.append(UInt8(ascii: ",")) }
      isFirst = false
      text.append(contentsOf: "\"\(name)\":\(member.canonical())".utf8)
    }
  }

  /// A case is about ten levels deep; more can only be nonsense.
  private static let depthLimit = 64
}
