import StatesLanguage

/// Something that a task uses and that the platform version of Fargate which a launch or a service names does not know yet.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
struct PlatformDemand {
  let feature: String
  /// The first platform version that knows it.
  let version: String

  /// What a launch of a task definition lacks; nothing where it names no version as a number.
  static func missing(
    in arguments: RunTaskArguments, of task: TaskDefinition
  ) -> [PlatformDemand] {
    guard case .fixed(let text) = arguments.platformVersion,
      let given = AgentVersion(text)?.number
    else { return [] }
    return all(of: task, arguments).filter { demand in
      AgentVersion(demand.version).map { given < $0.number } ?? false
    }
  }

  private static func all(
    of task: TaskDefinition, _ arguments: RunTaskArguments
  ) -> [PlatformDemand] {
    var found: [PlatformDemand] = []
    func add(_ isUsed: Bool, _ feature: String, _ version: String = "1.4.0") {
      if isUsed { found.append(PlatformDemand(feature: feature, version: version)) }
    }
    let files = arguments.overrides.containers.values.contains { $0.environmentFiles != .absent }
    add(task.features.contains { if case .secret = $0 { true } else { false } }, "secrets", "1.3.0")
    add(task.features.contains(where: \.isPartOfSecret), "secrets (json-key)")
    add(
      files || task.features.contains { if case .object = $0 { true } else { false } },
      "environmentFiles")
    add(task.usesEFS, "efsVolumeConfiguration")
    add(arguments.enableExecuteCommand == .fixed("true"), "enableExecuteCommand")
    add(task.ephemeralStorage ?? 0 > 20, "ephemeralStorage")
    let cpu = arguments.overrides.cpu.value ?? task.cpu ?? ""
    add(
      ["8192", "16384", "8 vcpu", "16 vcpu"].contains(cpu.lowercased()), "cpu")
    return found
  }
}
