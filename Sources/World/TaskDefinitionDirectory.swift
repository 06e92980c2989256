import GRDB
import JSON
import StatesLanguage

/// The task definitions of the inventory, by the names that launches use.
final class TaskDefinitionDirectory {
  /// One region of one account.
  struct Area: Hashable, Comparable {
    var account: String
    var region: String

    static func < (left: Area, right: Area) -> Bool {
      (left.account, left.region) < (right.account, right.region)
    }
  }

  private struct Family: Hashable {
    var account: String
    var region: String
    var name: String

    init(_ reference: Reference) {
      account = reference.account
      region = reference.region
      name = reference.family
    }
  }

  private struct Revision {
    var number: Int
    var isActive: Bool
    /// nil: listed, but not described.
    var definition: TaskDefinition?
  }

  /// What a reference came to.
  enum Resolution {
    case found(TaskDefinition)
    case missing
    /// Deregistered, with what it says where it was described.
    case inactive(TaskDefinition?)
    case unread
    case pattern
    case dynamic
    case absent

    var definition: TaskDefinition? {
      if case .found(let definition) = self { definition } else { nil }
    }

    /// What tasks that run keep running: services go on starting tasks of a revision that was deregistered.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-definition-state.html
    var running: TaskDefinition? {
      if case .inactive(let definition) = self { definition } else { definition }
    }

    /// In which region it is, as far as that is known of one that may be there.
    func region(of launch: Launch) -> String? {
      switch self {
      case .found(let definition): definition.region
      case .unread: launch.arguments.taskDefinition.value.flatMap { ResourceName($0)?.region }
      case .missing, .inactive, .pattern, .dynamic, .absent: nil
      }
    }

    /// The word of the column `task_is`.
    var word: String {
      switch self {
      case .found: "found"
      case .missing: "missing"
      case .inactive: "inactive"
      case .unread: "unread"
      case .pattern: "pattern"
      case .dynamic: "dynamic"
      case .absent: "absent"
      }
    }
  }

  private var families: [Family: [Revision]] = [:]
  private var resolved: [String: Resolution] = [:]
  private let scopes: Scopes
  /// Where a name without revision was taken for the latest revision that was described, with no list to confirm it.
  private(set) var assumedLatest: Set<Area> = []

  init(_ inventory: Inventory, _ scopes: Scopes) throws {
    self.scopes = scopes
    try inventory.forEach("task-definition") { resource in
      guard let reference = Reference(resource.arn, account: "", region: ""),
        let number = reference.revision
      else { return }
      let isActive = resource.document("status")?["status"]?.string ?? "ACTIVE" == "ACTIVE"
      let definition = resource.isUnread ? nil : Self.read(resource, reference)
      families[Family(reference), default: []].append(
        Revision(number: number, isActive: isActive, definition: definition))
    }
  }

  private static func read(_ resource: Inventory.Resource, _ name: Reference) -> TaskDefinition? {
    guard let document = resource.document("definition"), document.isObject else { return nil }
    return TaskDefinition(resource.id, resource.arn, name, document)
  }

  /// Every revision that was described, with whether it is ACTIVE and the latest such of its family.
  var all: [(definition: TaskDefinition, isActive: Bool, isLatest: Bool)] {
    var all: [(definition: TaskDefinition, isActive: Bool, isLatest: Bool)] = []
    for revisions in families.values {
      let latest = revisions.filter(\.isActive).map(\.number).max()
      for revision in revisions {
        guard let definition = revision.definition else { continue }
        all.append((definition, revision.isActive, revision.isActive && revision.number == latest))
      }
    }
    return all.sorted { $0.definition.id < $1.definition.id }
  }

  /// What a launch in an account and region means by a name.
  ///
  /// Without a revision it is the latest ACTIVE one: RunTask settles the revision before it is authorized.
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
  func resolve(_ name: Scalar, account: String, region: String) -> Resolution {
    switch name {
    case .absent: return .absent
    case .dynamic: return .dynamic
    case .pattern: return .pattern
    case .fixed(let text):
      // Many launches start the same few.
      let key = text.utf8.starts(with: "arn:".utf8) ? text : "\(account) \(region) \(text)"
      if let known = resolved[key] { return known }
      let resolution =
        Reference(text, account: account, region: region).map(resolve) ?? .missing
      resolved[key] = resolution
      return resolution
    }
  }

  private func resolve(_ reference: Reference) -> Resolution {
    let absence: Resolution =
      scopes.isComplete(reference.account, reference.region, "task-definition")
      ? .missing : .unread
    guard let revisions = families[Family(reference)] else { return absence }
    if let number = reference.revision {
      guard let revision = revisions.first(where: { $0.number == number }) else { return absence }
      if !revision.isActive { return .inactive(revision.definition) }
      return revision.definition.map(Resolution.found) ?? .unread
    }
    let listing = scopes.listing(ofTaskDefinitionsOf: reference.account, reference.region)
    guard listing != .cut else { return .unread }
    guard let latest = revisions.filter(\.isActive).max(by: { $0.number < $1.number }) else {
      return listing == .whole ? .inactive(nil) : .unread
    }
    guard let definition = latest.definition else { return .unread }
    if listing == .missing {
      assumedLatest.insert(Area(account: reference.account, region: reference.region))
    }
    return .found(definition)
  }

  /// A name of a task definition: `family`, `family:revision`, or an ARN with or without revision.
  struct Reference {
    var account: String
    var region: String
    var family: String
    var revision: Int?

    init?(_ text: String, account: String, region: String) {
      var rest = text[...]
      self.account = account
      self.region = region
      if text.hasPrefix("arn:") {
        let kind = "task-definition/"
        guard let name = ResourceName(text), name.service == "ecs",
          name.resource.utf8.starts(with: kind.utf8)
        else { return nil }
        self.account = name.account
        self.region = name.region
        rest =
          name.resource[
            name.resource.utf8.index(name.resource.startIndex, offsetBy: kind.utf8.count)...]
      }
      let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":"))
      family = String(rest[..<(colon ?? rest.endIndex)])
      if let colon {
        guard let number = Int(rest[rest.utf8.index(after: colon)...]) else { return nil }
        revision = number
      }
      if family.isEmpty { return nil }
    }
  }
}
