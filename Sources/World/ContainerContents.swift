import JSON
import StatesLanguage

/// Writes what is in the containers of task definitions, as hosts and bills of materials tell.
struct ContainerContents {
  private let inventory: Inventory
  private let definitions: TaskDefinitionDirectory
  private let tables: InstanceTables

  init(
    _ inventory: Inventory, _ definitions: TaskDefinitionDirectory, _ tables: InstanceTables
  ) {
    self.inventory = inventory
    self.definitions = definitions
    self.tables = tables
  }

  /// Writes what hosts and bills of materials tell of these task definitions; where there are none of either, nothing is looked through.
  func write(of used: [TaskDefinition]) throws {
    if try inventory.holdsHosts() {
      try inventory.forEach("host") { try write($0) }
    }
    guard try inventory.holds("bill-of-materials", at: "sbom:") else { return }
    var kits: [String: [SDKVersion]] = [:]
    try inventory.forEach("bill-of-materials") { resource in
      kits[String(resource.arn.dropFirst("sbom:".count))] = Self.kits(resource.document("sdk"))
    }
    for task in used {
      for container in try containers(of: task) {
        guard let image = container["image"]?.string, let name = container["name"]?.string else {
          continue
        }
        for kit in kits[image] ?? [] {
          try tables.installedSDK(kit, of: task.id, container: name, source: image)
        }
      }
    }
  }

  private func write(_ host: Inventory.Resource) throws {
    let name = String(host.arn.split(separator: "/").last ?? "")
    for aspect in host.aspects.names {
      guard let border = aspect.firstIndex(of: ":") else { continue }
      let kind = aspect[..<border]
      guard kind == "sdk" || kind == "environment", let document = host.document(aspect),
        let (task, container) = try container(
          named: aspect[aspect.index(after: border)...], account: host.account, region: host.region)
      else { continue }
      if kind == "sdk" {
        for kit in Self.kits(document) {
          try tables.installedSDK(kit, of: task, container: container, source: name)
        }
      } else if let first = document["first"]?.bool {
        try tables.credentialsVariable(
          of: task, container: container, host: name, first: first,
          others: document["others"]?.bool)
      }
    }
  }

  /// The SDKs that decide: where botocore is named, it does what boto3 would.
  private static func kits(_ document: JSONNode?) -> [SDKVersion] {
    let all = document?.members.compactMap { name, version in
      version.string.flatMap { SDKVersion(name: name, version: $0) }
    }
    let hasBotocore = all?.contains { $0.name == "pypi/botocore" } == true
    return (all ?? []).filter { !(hasBotocore && $0.name == "pypi/boto3") }
  }

  /// The container that the agent called `ecs-FAMILY-REVISION-CONTAINER`; nil where the name can be that of none or of several.
  ///
  /// The agent leaves out of the container's name all but letters, digits and dashes.
  private func container(
    named name: Substring, account: String, region: String
  ) throws -> (task: Int64, container: String)? {
    guard name.hasPrefix("ecs-") else { return nil }
    let words = name.dropFirst("ecs-".count).split(
      separator: "-", omittingEmptySubsequences: false)
    var found: [(task: Int64, container: String?, otherwise: String)] = []
    for i in words.indices.dropFirst() where i + 1 < words.count && Int(words[i]) != nil {
      let family = words[..<i].joined(separator: "-")
      let rest = words[(i + 1)...].joined(separator: "-")
      let task = definitions.resolve(
        .fixed("\(family):\(words[i])"), account: account, region: region
      ).running
      guard let task else { continue }
      let names = try containers(of: task).compactMap { $0["name"]?.string }
      let container = names.first { name in
        name == rest || String(name.filter { $0.isLetter || $0.isNumber || $0 == "-" }) == rest
      }
      found.append((task.id, container, names.count == 1 ? names[0] : rest))
    }
    // The names of containers decide only between several task definitions.
    if found.count > 1 { found.removeAll { $0.container == nil } }
    guard found.count == 1, let one = found.first else { return nil }
    return (one.task, one.container ?? one.otherwise)
  }

  private func containers(of task: TaskDefinition) throws -> [JSONNode] {
    guard let body = try inventory.aspect("definition", of: task.id),
      let document = try? JSONDocument(body).root
    else { return [] }
    return document["containers"].map { Array($0.elements) } ?? []
  }
}
