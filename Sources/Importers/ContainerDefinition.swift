import JSON

/// One container of a task definition, as it is kept: without the values of variables and without commands.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
struct ContainerDefinition {
  /// Canonical JSON.
  let text: String

  init(_ node: JSONNode) {
    var body = CanonicalObject()
    for name in [
      "essential", "image", "name", "privileged", "readonlyRootFilesystem", "user",
    ] { body.set(name, scalar: node[caseBlind: name]) }
    let entryPoint = node[caseBlind: "entryPoint"]
    let hasEntryPoint = entryPoint?.elements.first { _ in true } != nil
    body.set("entryPoint", canonical: Self.words(entryPoint, isProgram: true))
    // Behind an entry point a command is arguments.
    body.set(
      "command", canonical: Self.words(node[caseBlind: "command"], isProgram: !hasEntryPoint))
    body.set("environment", canonical: Self.environment(node[caseBlind: "environment"]))
    body.set(
      "environmentFiles",
      canonical: Self.list(node[caseBlind: "environmentFiles"], ["type", "value"]))
    body.set("secrets", canonical: Self.list(node[caseBlind: "secrets"], ["name", "valueFrom"]))
    body.set(
      "repositoryCredentials",
      of: node[caseBlind: "repositoryCredentials"], ["credentialsParameter"])
    body.set("logConfiguration", canonical: Self.log(node[caseBlind: "logConfiguration"]))
    body.set(
      "firelensConfiguration", canonical: Self.firelens(node[caseBlind: "firelensConfiguration"]))
    body.set("linuxParameters", of: node[caseBlind: "linuxParameters"], ["initProcessEnabled"])
    text = body.text
  }

  private static func words(_ node: JSONNode?, isProgram: Bool) -> String? {
    guard let node, node.isArray else { return nil }
    let words = node.elements.map { $0.string ?? "" }
    return CanonicalList.list(
      Redaction.command(words, isProgram: isProgram).map(CanonicalList.quoted))
  }

  private static func environment(_ node: JSONNode?) -> String? {
    guard let node, node.isArray else { return nil }
    var body = CanonicalObject()
    for variable in node.elements {
      guard let name = variable[caseBlind: "name"]?.string else { continue }
      let value = variable[caseBlind: "value"]?.string ?? ""
      body.set(name, text: Redaction.value(value, named: name))
    }
    return body.text
  }

  private static func list(_ node: JSONNode?, _ members: [String]) -> String? {
    guard let node, node.isArray else { return nil }
    return CanonicalList.list(
      node.elements.map { element in
        var body = CanonicalObject()
        for member in members { body.set(member, scalar: element[caseBlind: member]) }
        return body.text
      })
  }

  private static func log(_ node: JSONNode?) -> String? {
    guard let node, node.isObject else { return nil }
    var body = CanonicalObject()
    body.set("logDriver", scalar: node[caseBlind: "logDriver"])
    if let options = node[caseBlind: "options"], options.isObject {
      var inner = CanonicalObject()
      for (name, value) in options.members {
        let text = value.string ?? ""
        inner.set(
          name,
          text: name.hasPrefix("awslogs-") || Redaction.isARN(text)
            ? Redaction.kept(text) : Redaction.mark)
      }
      body.set("options", canonical: inner.text)
    }
    body.set(
      "secretOptions", canonical: list(node[caseBlind: "secretOptions"], ["name", "valueFrom"]))
    return body.text
  }

  private static func firelens(_ node: JSONNode?) -> String? {
    guard let node, node.isObject else { return nil }
    var body = CanonicalObject()
    body.set("type", scalar: node[caseBlind: "type"])
    body.set("options", of: node[caseBlind: "options"], ["config-file-type", "config-file-value"])
    return body.text
  }
}
