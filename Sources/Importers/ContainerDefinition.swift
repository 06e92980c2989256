import JSON

/// One container of a task definition, as it is kept: without the values of variables and without commands.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
enum ContainerDefinition {
  static func kept(_ node: JSONNode) -> CanonicalObject {
    let entryPoint = node[caseBlind: "entryPoint"]
    let hasEntryPoint = entryPoint?.elements.first { _ in true } != nil
    var body = CanonicalObject()
    // Behind an entry point a command is arguments.
    body.set("command", words(node[caseBlind: "command"], isProgram: !hasEntryPoint))
    body.set("entryPoint", words(entryPoint, isProgram: true))
    body.set("environment", environment(node[caseBlind: "environment"]))
    body.set("environmentFiles", list(node[caseBlind: "environmentFiles"], ["type", "value"]))
    body.set("essential", scalar: node[caseBlind: "essential"])
    body.set("firelensConfiguration", firelens(node[caseBlind: "firelensConfiguration"]))
    body.set("image", scalar: node[caseBlind: "image"])
    body.set("linuxParameters", of: node[caseBlind: "linuxParameters"], ["initProcessEnabled"])
    body.set("logConfiguration", log(node[caseBlind: "logConfiguration"]))
    for name in ["name", "privileged", "readonlyRootFilesystem"] {
      body.set(name, scalar: node[caseBlind: name])
    }
    body.set(
      "repositoryCredentials",
      of: node[caseBlind: "repositoryCredentials"], ["credentialsParameter"])
    body.set("secrets", list(node[caseBlind: "secrets"], ["name", "valueFrom"]))
    return body
  }

  private static func words(_ node: JSONNode?, isProgram: Bool) -> CanonicalList? {
    guard let node, node.isArray else { return nil }
    let words = node.elements.map { $0.string ?? "" }
    return CanonicalList(Redaction.command(words, isProgram: isProgram))
  }

  private static func environment(_ node: JSONNode?) -> CanonicalObject? {
    guard let node, node.isArray else { return nil }
    var body = CanonicalObject()
    for variable in node.elements {
      guard let name = variable[caseBlind: "name"]?.string else { continue }
      let value = variable[caseBlind: "value"]?.string ?? ""
      // To an SDK a variable without a value is none.
      body.set(name, text: value.isEmpty ? value : Redaction.value(value, named: name))
    }
    return body
  }

  private static func list(_ node: JSONNode?, _ members: [String]) -> CanonicalList? {
    guard let node, node.isArray else { return nil }
    return CanonicalList(
      node.elements.lazy.map { element in
        var body = CanonicalObject()
        for member in members { body.set(member, scalar: element[caseBlind: member]) }
        return body
      })
  }

  private static func log(_ node: JSONNode?) -> CanonicalObject? {
    guard let node, node.isObject else { return nil }
    var body = CanonicalObject()
    body.set("logDriver", scalar: node[caseBlind: "logDriver"])
    body.set(
      "options", of: node[caseBlind: "options"],
      ["awslogs-create-group", "awslogs-group", "awslogs-region", "awslogs-stream-prefix"])
    body.set("secretOptions", list(node[caseBlind: "secretOptions"], ["name", "valueFrom"]))
    return body
  }

  private static func firelens(_ node: JSONNode?) -> CanonicalObject? {
    guard let node, node.isObject else { return nil }
    var body = CanonicalObject()
    body.set("options", of: node[caseBlind: "options"], ["config-file-type", "config-file-value"])
    body.set("type", scalar: node[caseBlind: "type"])
    return body
  }
}
