import Foundation
import JSON

@testable import Importers

/// What an AWS command prints, with every member that it may have: the files below `Outputs`.
///
/// They were made of the shapes of the AWS CLI's output. A member that is JSON in a text is written out there.
struct CommandOutput: Sendable {
  /// Where an export holds it, below the folder of the account.
  let path: String
  let value: JSONValue

  /// The account whose export it is.
  static let account = "111122223333"

  static let all: [CommandOutput] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Outputs")
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      (try? JSONDocument([UInt8](Data(contentsOf: folder.appending(path: name)))))
        .map { CommandOutput(path: name, value: JSONValue($0.root)) }
    }
  }()

  /// The command, without `aws`.
  var command: String { ImporterList.importer(forPath: path)?.command ?? path }

  /// Calls with each place where a secret may stand, and with how the output becomes one that has a text there.
  ///
  /// A place is a pointer in which `*` stands for every element of a list, and which part of the text there is meant.
  func plant(_ body: (_ place: String, _ planted: @escaping (String) -> JSONValue) -> Void) {
    value.plant(at: "", body)
  }

  /// An output as an export of that account holds it.
  static func text(_ value: JSONValue, account: String) -> String {
    value.printed.canonical().replacing(Self.account, with: account)
  }
}

extension JSONValue {
  /// Calls with every place below this value, and with how the value becomes one that has a text there.
  fileprivate func plant(
    at pointer: String, _ body: (String, @escaping (String) -> JSONValue) -> Void
  ) {
    switch self {
    case .object(let members):
      body(pointer + "/+") { canary in
        .object(members.merging(["\(canary)Member": .string(canary)]) { $1 })
      }
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        member.plant(at: "\(pointer)/\(name)") { place, planted in
          body(place) { canary in
            var members = members
            members[name] = planted(canary)
            return .object(members)
          }
        }
      }
    case .array(let elements):
      for (i, element) in elements.enumerated() {
        element.plant(at: pointer + "/*") { place, planted in
          body(place) { canary in
            var elements = elements
            elements[i] = planted(canary)
            return .array(elements)
          }
        }
      }
    case .string(let text):
      body(pointer) { .string($0) }
      if text.hasPrefix("arn:") { body(pointer) { .string(text + $0) } }
      for range in text.ranges(of: /'[^']*'|"[^"]*"/) where text.contains(/^(\$|States\.|\{)/) {
        let quote = String(text[range.lowerBound])
        let isMember = text[range.upperBound...].hasPrefix(":")
        body(pointer + (isMember ? " member" : " literal")) { canary in
          .string(text.replacingCharacters(in: range, with: quote + canary + quote))
        }
      }
      for range in text.ranges(of: "word") where text != "word" {
        body(pointer + " word") { .string(text.replacingCharacters(in: range, with: $0)) }
      }
    case .null, .bool, .number: break
    }
  }

  /// The value as AWS prints it: some objects as texts.
  fileprivate var printed: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.printed))
    case .object(let members):
      .object(
        Dictionary(
          uniqueKeysWithValues: members.map { name, member in
            let isText = ["definition", "Input", "Content"].contains(name) && member.object != nil
            return (name, isText ? .string(member.canonical()) : member.printed)
          }))
    default: self
    }
  }
}
