import Foundation
import JSON
import TestSupport

/// A copy of an example with something of it changed.
struct Export {
  /// Paths in the export that tests change.
  static let iam = "111122223333/global/iam-get-account-authorization-details.json"
  static let stateMachine =
    "111122223333/ap-northeast-1/stepfunctions/describe-state-machine/nightly-report.json"
  /// The role that calls in that state machine.
  static let caller = "StepFunctions-nightly-report-role-k3x9v2p1q"

  let folder: TemporaryFolder
  let name: String
  var path: String { folder.path(name) }

  /// Copies an export into a folder, under a name.
  init(
    of original: String = Program.broken, in folder: TemporaryFolder, _ name: String = "export"
  ) throws {
    self.folder = folder
    self.name = name
    try FileManager.default.copyItem(atPath: original, toPath: folder.path(name))
  }

  /// Writes the broken example as if it were another account's.
  init(ofAccount account: String, in folder: TemporaryFolder, _ name: String) throws {
    self.folder = folder
    self.name = name
    let files = try FileManager.default.subpathsOfDirectory(atPath: Program.broken)
    for file in files where file.hasSuffix(".json") {
      let text = try String(
        contentsOf: URL(filePath: Program.broken).appending(path: file), encoding: .utf8)
      try replace(
        file.replacing("111122223333", with: account),
        with: text.replacing("111122223333", with: account))
    }
  }

  /// Replaces a file.
  func replace(_ file: String, with text: String) throws {
    try folder.write(text, to: name + "/" + file)
  }

  /// Deletes a file.
  func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + file)
  }

  /// Replaces a text that a file holds.
  func replace(_ text: String, in file: String, with other: String) throws {
    try replace(file, with: folder.text(name + "/" + file).replacing(text, with: other))
  }

  /// Changes a file as a value.
  func change(_ file: String, _ change: (inout JSONValue) throws -> Void) throws {
    var value = JSONValue(try JSONDocument(text: folder.text(name + "/" + file)).root)
    try change(&value)
    try replace(file, with: value.pretty())
  }

  /// Replaces the definition of the state machine `nightly-report`.
  func replaceDefinition(_ text: String) throws {
    try change(Self.stateMachine) { machine in
      var members = machine.object ?? [:]
      members["definition"] = .string(text)
      machine = .object(members)
    }
  }

  /// Changes the definition of the state machine `nightly-report` as a text.
  func changeDefinition(_ change: (String) -> String) throws {
    let machine = try JSONDocument(text: folder.text(name + "/" + Self.stateMachine)).root
    try replaceDefinition(change(machine["definition"]?.string ?? ""))
  }

  /// Adds an inline policy to the role that calls in the state machine `nightly-report`.
  func addPolicy(_ document: JSONValue) throws {
    try change(Self.iam) { details in
      var members = details.object ?? [:]
      members["RoleDetailList"] = .array(
        (members["RoleDetailList"]?.array ?? []).map { role in
          guard role["RoleName"]?.string == Self.caller, var changed = role.object else {
            return role
          }
          changed["RolePolicyList"] = .array(
            (role["RolePolicyList"]?.array ?? []) + [
              ["PolicyName": "extra", "PolicyDocument": document]
            ])
          return .object(changed)
        })
      details = .object(members)
    }
  }
}
