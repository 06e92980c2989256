import JSON

/// Which parameters of a task definition Fargate does not take.
///
/// ECS refuses to register them for Fargate, so what it printed itself is not asked; a task definition that somebody wrote may have them.
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
enum FargateParameters {
  /// Their names; nil where the task definition is not for Fargate, or ECS tells what it is compatible with.
  static func refused(in node: JSONNode) -> [String]? {
    guard node[caseBlind: "compatibilities"] == nil,
      node[caseBlind: "requiresCompatibilities"]?.elements.contains(where: {
        $0.string == "FARGATE"
      }) == true
    else { return nil }
    var refused: [String] = []
    for name in ["ipcMode", "placementConstraints"] where isGiven(node[caseBlind: name]) {
      refused.append(name)
    }
    if node[caseBlind: "pidMode"]?.string == "host" { refused.append("pidMode") }
    each(node[caseBlind: "volumes"]) { volume in
      if isGiven(volume[caseBlind: "dockerVolumeConfiguration"]) {
        refused.append("dockerVolumeConfiguration")
      }
      if isGiven(volume[caseBlind: "host"]?[caseBlind: "sourcePath"]) {
        refused.append("host.sourcePath")
      }
    }
    each(node[caseBlind: "containerDefinitions"]) { refused += parameters(of: $0) }
    return refused
  }

  private static func parameters(of container: JSONNode) -> [String] {
    var refused = [
      "disableNetworking", "dnsSearchDomains", "dnsServers", "dockerSecurityOptions", "extraHosts",
      "links", "privileged",
    ].filter { isGiven(container[caseBlind: $0]) }
    let linux = container[caseBlind: "linuxParameters"]
    for name in ["devices", "maxSwap", "sharedMemorySize", "swappiness", "tmpfs"]
    where isGiven(linux?[caseBlind: name]) {
      refused.append("linuxParameters." + name)
    }
    each(linux?[caseBlind: "capabilities"]?[caseBlind: "add"]) { capability in
      if capability.string != "SYS_PTRACE" { refused.append("linuxParameters.capabilities.add") }
    }
    each(container[caseBlind: "resourceRequirements"]) { requirement in
      if requirement[caseBlind: "type"]?.string == "GPU" { refused.append("resourceRequirements") }
    }
    return refused
  }

  private static func each(_ list: JSONNode?, _ body: (JSONNode) -> Void) {
    list?.elements.forEach(body)
  }

  /// Whether a parameter says anything: empty lists, `null` and `false` do not.
  private static func isGiven(_ node: JSONNode?) -> Bool {
    guard let node else { return false }
    return switch node.kind {
    case .null: false
    case .bool: node.bool == true
    case .array, .object: node.count > 0
    case .string: node.string?.isEmpty == false
    case .number: true
    }
  }
}
