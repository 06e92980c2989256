/// The settings of the agent and of Docker on a host: which proxies they use, and of the agent what it does for task roles.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
struct HostSettings {
  /// How a file writes variables down.
  enum Form {
    /// `KEY=value`
    case plain
    /// `Environment="KEY=value" "KEY=value"`
    case systemd
    /// `export KEY=value`, `env KEY=value`
    case script
  }

  struct File {
    /// Where it lies on the host.
    var path: String
    var form: Form
  }

  /// The files by the names that evidence has for them.
  static let files: [String: File] = {
    let service = "/etc/systemd/system/"
    var files: [String: File] = [:]
    for (path, form) in [
      ("/etc/ecs/ecs.config", Form.plain), (service + "ecs.service.d/http-proxy.conf", .systemd),
      (service + "docker.service.d/http-proxy.conf", .systemd), ("/etc/init/ecs.override", .script),
      ("/etc/sysconfig/docker", .script),
    ] {
      files[path.split(separator: "/").joined(separator: "-")] = File(path: path, form: form)
    }
    return files
  }()

  private let file: File
  private var values: [String: Substring] = [:]

  init(_ text: String, file: File) {
    self.file = file
    for line in text.split(whereSeparator: \.isNewline) {
      for (key, value) in Self.assignments(line.trimmed, file.form) {
        // The last one counts. Go, in which the agent is written, knows the names of proxies in capitals and in small letters.
        let name = key.uppercased()
        values[name.hasSuffix("_PROXY") ? name : String(key)] = value
      }
    }
  }

  /// Reads settings of the agent that stand elsewhere.
  init(_ text: String, ofAgent: Void) {
    self.init(text, file: File(path: "", form: .plain))
  }

  var aspects: [Aspect] {
    var aspects = [Aspect(name: "proxy:" + file.path, body: proxy)]
    if case .plain = file.form { aspects.append(Aspect(name: "agent-config", body: agent)) }
    return aspects
  }

  /// Which proxies are set, and what of `NO_PROXY` concerns credentials and Docker.
  private var proxy: String {
    let names = ["HTTP_PROXY", "HTTPS_PROXY"].filter { values[$0]?.isEmpty == false }
    let exceptions = values["NO_PROXY"]?.split(separator: ",").map { String($0.trimmed) } ?? []
    var body = CanonicalObject()
    body.set("exceptions", CanonicalList(set: exceptions.filter(Self.concerns)))
    body.set("proxies", CanonicalList(set: names))
    return body.text
  }

  private static func concerns(_ exception: String) -> Bool {
    ["*", "/var/run/docker.sock", #"\\.\pipe\docker_engine"#].contains(exception)
      || exception.utf8.count <= 18 && exception.hasPrefix("169.")
        && exception.utf8.allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2F }
  }

  private var agent: String {
    var body = CanonicalObject()
    let cluster = values["ECS_CLUSTER"] ?? ""
    if !cluster.isEmpty,
      cluster.utf8.count <= 255,
      cluster.utf8.allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F })
    {
      body.set("cluster", text: String(cluster))
    }
    body.set("requestsPerSecond", canonical: requestsPerSecond)
    setTaskRoles(&body)
    return body.text
  }

  /// What is said of task roles, and nothing else.
  var taskRoles: String {
    var body = CanonicalObject()
    setTaskRoles(&body)
    return body.text
  }

  private func setTaskRoles(_ body: inout CanonicalObject) {
    for (name, key) in [
      ("taskRoles", "ECS_ENABLE_TASK_IAM_ROLE"),
      ("taskRolesOfHost", "ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST"),
    ] { body.set(name, canonical: values[key].flatMap(Self.bool)) }
  }

  /// How many requests for credentials a second the agent answers a container, before the comma; behind it stands the burst.
  private var requestsPerSecond: String? {
    let rates = values["ECS_TASK_METADATA_RPS_LIMIT"]?.split(separator: ",").map { $0.trimmed }
    guard let rates, rates.count == 2, rates.allSatisfy({ UInt16($0) != nil }) else { return nil }
    return UInt16(rates[0]).map(String.init)
  }

  /// What Go's strconv.ParseBool makes of a word; nil of any other word, which the agent ignores.
  private static func bool(_ word: Substring) -> String? {
    switch word {
    case "1", "t", "T", "TRUE", "true", "True": "true"
    case "0", "f", "F", "FALSE", "false", "False": "false"
    default: nil
    }
  }

  private static func assignments(
    _ line: Substring, _ form: Form
  ) -> [(Substring, Substring)] {
    guard !line.isEmpty, !line.hasPrefix("#") else { return [] }
    switch form {
    case .plain: return assignment(line).map { [$0] } ?? []
    case .script:
      let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
      guard words.count == 2, words[0] == "export" || words[0] == "env" else {
        return assignment(line).map { [($0.0, $0.1.unquoted)] } ?? []
      }
      return assignment(words[1].trimmed).map { [($0.0, $0.1.unquoted)] } ?? []
    case .systemd:
      guard line.hasPrefix("Environment=") else { return [] }
      return words(line.dropFirst("Environment=".count)).compactMap(assignment)
    }
  }

  private static func assignment(_ text: Substring) -> (Substring, Substring)? {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    return (text[..<sign].trimmed, text[text.index(after: sign)...].trimmed)
  }

  /// The words of a line, of which each may stand between quotation marks.
  private static func words(_ line: Substring) -> [Substring] {
    var words: [Substring] = []
    var rest = line.trimmed
    while let first = rest.first {
      let mark: Character? = first == "\"" || first == "'" ? first : nil
      if mark != nil { rest = rest.dropFirst() }
      let end = rest.firstIndex { mark == nil ? $0.isWhitespace : $0 == mark } ?? rest.endIndex
      words.append(rest[..<end])
      rest = rest[end...].dropFirst(mark == nil ? 0 : 1).drop { $0.isWhitespace }
    }
    return words
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    guard let end = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return self[...end].drop { $0.isWhitespace }
  }

  /// Without a pair of quotation marks around it.
  fileprivate var unquoted: Substring {
    guard count >= 2, let first, first == "\"" || first == "'", last == first else { return self }
    return dropFirst().dropLast()
  }
}
