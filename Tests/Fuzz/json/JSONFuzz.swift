import Fuzzer
import JSON

@main
enum JSONFuzz {
  static func main() { fuzz { readJSON($0) } }
}

/// Reads any bytes as JSON: what is refused names its place, what is read keeps its value when it is written and read again.
private func readJSON(_ bytes: [UInt8]) {
  let document: JSONDocument
  do {
    document = try JSONDocument(bytes)
  } catch {
    require(error.line >= 1 && error.column >= 1 && !error.reason.isEmpty, "\(error)")
    return
  }
  let value = JSONValue(document.root)
  let text = document.root.canonical()
  let again = try? JSONDocument(text: text).root
  require(again?.canonical() == text, "\(text) is not what was written")
  require(again.map(JSONValue.init) == value, "\(text) is another value")
  require(value.canonical() == text, "\(text) is not \(value.canonical())")
  _ = value.pretty()
  look(at: document.root)
}

/// Asks a value, and each that it holds, for its place and for what it says.
private func look(at node: JSONNode) {
  require(node.line >= 1, "\(node.pointer) is on no line")
  _ = (node.pointer, node.string, node.utf8, node.bool, node.int, node.double, node.text)
  for (name, value) in node.members {
    require(node[name] != nil && node[caseBlind: name] != nil, "\(name) is not found")
    look(at: value)
  }
  var count = 0
  for element in node.elements {
    look(at: element)
    count += 1
  }
  if node.isArray {
    require(node.count == count && node.elementLines.count == count, "\(count) elements")
  }
}
