import JSON

/// What the variables of a container say of where its SDKs find credentials.
struct ContainerVariables {
  /// The name of the container.
  let container: String
  /// The variables that name credentials which SDKs take before those of the task role; empty where none does.
  let credentials: [String]
  /// Whether those are a pair of keys, which need nothing beside.
  let areKeys: Bool
  /// The variable that sets the proxy for http, by which task credentials are asked for; nil where none does.
  let proxy: String?
  /// Whether `NO_PROXY` names the address of task credentials; nil where its value is not known.
  let isExcepted: Bool?

  /// Those of the containers of a task definition, as far as they say anything.
  static func all(of containers: JSONNode?) -> [ContainerVariables] {
    guard let containers else { return [] }
    return containers.elements.compactMap(ContainerVariables.init)
  }

  /// The variables by which SDKs find credentials before they ask for those of the task role.
  static let namesOfCredentials = [
    "AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE",
  ]

  /// Whether variables hold a pair of keys.
  static func areKeys(_ isSet: (String) -> Bool) -> Bool {
    isSet("AWS_ACCESS_KEY_ID") && isSet("AWS_SECRET_ACCESS_KEY")
  }

  /// nil where a container has none that says anything.
  ///
  /// Source: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
  private init?(_ node: JSONNode) {
    var values: [String: String?] = [:]
    if let environment = node["environment"] {
      for (name, value) in environment.members where value.string?.isEmpty == false {
        values[name] = value.string
      }
    }
    if let secrets = node["secrets"] {
      for name in secrets.elements.compactMap({ $0["name"]?.string }) {
        values.updateValue(nil, forKey: name)
      }
    }
    guard !values.isEmpty, let name = node["name"]?.string else { return nil }
    func isSet(_ name: String) -> Bool { values[name] != nil }
    container = name
    areKeys = Self.areKeys(isSet)
    credentials = Self.namesOfCredentials.filter(isSet)
    proxy = ["HTTP_PROXY", "http_proxy"].first(where: isSet)
    let exceptions = ["NO_PROXY", "no_proxy"].compactMap { values[$0] }
    let areNamed = exceptions.contains { list in
      list?.split(separator: ",").contains { ["169.254.170.2", "*"].contains($0.trimmed) } == true
    }
    isExcepted = areNamed ? true : exceptions.contains { Self.isUnread($0) } ? nil : false
    guard !credentials.isEmpty || proxy != nil else { return nil }
  }

  /// Whether the value of a list of hosts was not kept.
  private static func isUnread(_ list: String?) -> Bool { list?.hasPrefix("[") ?? true }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
