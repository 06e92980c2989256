import JSON

/// The files of `hosts/INSTANCE/` in the folder of a region: what `scripts/collect-host` finds out on a container instance.
///
/// Each file is an aspect of the host. Kept is what a check asks, as a yes, a no or a version; no value that anybody may
/// have typed is. A file that is not named here is passed over.
struct HostEvidence {
  /// The name of the folder, mostly the id of the EC2 instance.
  let host: String
  /// The path of the file below it.
  let path: String

  /// nil where a file is no evidence of a host.
  init?(_ file: ExportFile) {
    // Every file of an export is asked, and hardly any is.
    guard file.path.utf8.contains(UInt8(ascii: "/")), file.path.hasFolder("hosts") else {
      return nil
    }
    let parts = file.path.pathParts
    let folders = parts.dropLast(2)
    guard
      let index = zip(folders, folders.dropFirst()).enumerated().first(where: {
        isRegion($1.0) && $1.1 == "hosts"
      })?.offset
    else { return nil }
    host = String(parts[index + 2])
    path = parts[(index + 3)...].joined(separator: "/")
  }

  /// Reads a file; false if it is none that is read.
  func read(_ text: String, into reading: inout PageReading) -> Bool {
    let parts = path.split(separator: "/")
    // nil: not what is written there.
    let aspects: [Aspect]?
    switch path {
    case "agent-metadata.json": aspects = agent(text)
    case "docker-ps.jsonl": aspects = docker(text)
    case "iptables-filter.txt", "iptables-nat.txt", "iptables-save.txt": aspects = rules(text)
    case "sysctl.txt": aspects = sysctl(text)
    case "user-data.txt": aspects = [UserData.aspect(text)]
    case _ where parts.count == 3 && parts[0] == "containers":
      guard let container = ContainerEvidence(name: String(parts[1])) else { return false }
      switch parts[2] {
      case "credentials-env.tsv": aspects = container.environment(text)
      case "sdk-versions.txt": aspects = container.kits(text)
      default: return false
      }
    default:
      guard let file = HostSettings.files[path] else { return false }
      aspects = HostSettings(text, file: file).aspects
    }
    let isBlank = text.allSatisfy(\.isWhitespace)
    guard let aspects, !text.unicodeScalars.contains("\u{FFFD}") else {
      if !isBlank {
        reading.notes.append(
          ImportNote(
            severity: .error, file: reading.file.name, line: 1,
            text: "this is not what scripts/collect-host writes into \(path)",
            hint: "collect the evidence of \(host) again; what this file would tell is not judged"))
      }
      return true
    }
    if !aspects.isEmpty {
      reading.add(.host, .ofService("ec2", "instance/" + host), line: 1, aspects)
    }
    return true
  }

  /// `curl http://localhost:51678/v1/metadata`: as which container instance the agent registered.
  private func agent(_ text: String) -> [Aspect]? {
    guard let root = try? JSONDocument(text: text).root, root.isObject else { return nil }
    // An agent that has not registered yet names none.
    guard let named = root[caseBlind: "ContainerInstanceArn"], !named.isNull else { return [] }
    guard let arn = named.string.flatMap({ ARN($0) }), arn.service == "ecs",
      arn.hasResource("container-instance/")
    else { return nil }
    var body = CanonicalObject()
    body.set("cluster", text: root[caseBlind: "Cluster"]?.string)
    body.set("containerInstance", text: arn.text)
    return [Aspect(name: "agent", body: body.text)]
  }

  /// `docker ps --format '{{json .}}'`: whether the agent is among what runs.
  ///
  /// An empty list says nothing: Docker may not have answered.
  private func docker(_ text: String) -> [Aspect]? {
    var containers: [JSONNode] = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let root = try? JSONDocument(text: String(line)).root, root.isObject else { return nil }
      containers.append(root)
    }
    guard !containers.isEmpty else { return [] }
    let runs = containers.contains { container in
      func word(_ name: String) -> String { container[caseBlind: name]?.string ?? "" }
      let isAgent =
        word("Names").split(separator: ",").contains("ecs-agent")
        || word("Image").split(separator: ":").first?.endsWith("amazon-ecs-agent") == true
      return isAgent && (word("State") == "running" || word("Status").hasPrefix("Up"))
    }
    return [Aspect(name: "docker", body: #"{"agentRuns":\#(runs)}"#)]
  }

  /// `iptables -S` of the tables nat and filter, or what `iptables-save` prints of both.
  private func rules(_ text: String) -> [Aspect]? {
    let own = path == "iptables-nat.txt" ? "nat" : path == "iptables-filter.txt" ? "filter" : nil
    let tables = FirewallTables(text, table: own)
    var nat = NATRules()
    var filter = FilterRules()
    for rule in tables.rules["nat"] ?? [] { nat.read(rule) }
    for rule in tables.rules["filter"] ?? [] { filter.read(rule) }
    let isRead = ["nat", "filter"].map { tables.rules[$0] != nil }
    guard isRead.contains(true) else { return nil }
    return [isRead[0] ? nat.aspect : nil, isRead[1] ? filter.aspect : nil].compactMap(\.self)
  }

  /// `sysctl net.ipv4.conf.all.route_localnet`.
  private func sysctl(_ text: String) -> [Aspect] {
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split { $0 == "=" || $0.isWhitespace }
      guard words.count == 2, words[0] == "net.ipv4.conf.all.route_localnet",
        words[1] == "0" || words[1] == "1"
      else { continue }
      return [Aspect(name: "sysctl", body: #"{"routeLocalnet":\#(words[1] == "1")}"#)]
    }
    return []
  }
}

extension String {
  /// Whether a folder of that name is in a path.
  fileprivate func hasFolder(_ name: StaticString) -> Bool {
    var path = self
    return path.withUTF8 { bytes in
      let count = name.utf8CodeUnitCount
      var start = 0
      for i in bytes.indices where bytes[i] == UInt8(ascii: "/") {
        if i - start == count, (0..<count).allSatisfy({ bytes[start + $0] == name.utf8Start[$0] }) {
          return true
        }
        start = i + 1
      }
      return false
    }
  }
}
