import IAM

/// The rules of iptables by table, as `iptables -S` and `iptables-save` print them.
struct FirewallTables {
  /// The tables that are there, also those without a rule.
  private(set) var rules: [String: [FirewallRule]] = [:]

  /// Reads a text, which is of one `table` or names its tables itself.
  init(_ text: String, table: String?) {
    var table = table
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first else { continue }
      if first.hasPrefix("*") {
        table = String(first.dropFirst())
        rules[table ?? "", default: []] += []
      }
      // Where a file that should name its tables does not, it is what iptables prints of credentials.
      guard first == "-P" || first == "-A" else { continue }
      rules[table ?? "nat", default: []] += []
      if let rule = FirewallRule(words) { rules[table ?? "nat", default: []].append(rule) }
    }
  }
}

/// One rule that was appended to a chain.
struct FirewallRule {
  let words: [Substring]

  /// nil for what appends no rule.
  init?(_ words: [Substring]) {
    guard words.first == "-A", words.count > 1 else { return nil }
    self.words = words
  }

  var chain: Substring { words[1] }
  var target: Substring? { value(of: "-j") }

  /// What stands behind an option; nil where it is not given, or is negated.
  func value(of option: String) -> Substring? {
    guard let i = words.firstIndex(where: { $0 == option }), i + 1 < words.count,
      words[i - 1] != "!"
    else { return nil }
    return words[i + 1]
  }

  /// All that stands behind an option that may be given several times.
  func values(of option: String) -> [Substring] {
    zip(words, words.dropFirst()).filter { $0.0 == option }.map(\.1)
  }
}

/// The two rules that lead the address of task credentials to the agent.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
struct NATRules {
  private var prerouting = false
  private var output = false
  /// Whether another chain mentions the address: then what is missing cannot be told.
  private var isElsewhere = false

  /// nil where it cannot be told.
  var aspect: Aspect? {
    guard !isElsewhere || (prerouting && output) else { return nil }
    return Aspect(name: "nat", body: #"{"output":\#(output),"prerouting":\#(prerouting)}"#)
  }

  mutating func read(_ rule: FirewallRule) {
    guard ["169.254.170.2", "169.254.170.2/32"].contains(rule.value(of: "-d")) else { return }
    let isForWeb = rule.value(of: "--dport") == "80" && rule.value(of: "-p") == "tcp"
    switch (rule.chain, rule.target) {
    case ("PREROUTING", "DNAT")
    where isForWeb && rule.value(of: "--to-destination") == "127.0.0.1:51679":
      prerouting = true
    case ("OUTPUT", "REDIRECT") where isForWeb && rule.value(of: "--to-ports") == "51679":
      output = true
    default: isElsewhere = true
    }
  }
}

/// Whether what containers in the network mode bridge send to the instance's metadata is dropped.
///
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
struct FilterRules {
  private var dropsInForward = false
  private var dropsForUser = false
  /// Whether FORWARD sends all packets to the user's chain before anything may let them pass.
  private var entersUserChain = false
  /// Whether some rule may drop it, or let it pass before it is dropped.
  private var isUnclear = false
  /// The chains that packets may have left by an earlier rule.
  private var passed: Set<Substring> = []

  /// nil where it cannot be told.
  var aspect: Aspect? {
    guard !isUnclear, dropsInForward || !dropsForUser || entersUserChain else { return nil }
    return Aspect(
      name: "filter", body: #"{"dropsMetadata":\#(dropsInForward || dropsForUser)}"#)
  }

  mutating func read(_ rule: FirewallRule) {
    let isOfUser = rule.chain == "DOCKER-USER"
    let destinations = rule.values(of: "-d")
    if rule.chain == "FORWARD", rule.target == "DOCKER-USER" {
      let isOfAll = destinations.isEmpty && isOfAllContainers(rule)
      entersUserChain = entersUserChain || isOfAll && !passed.contains(rule.chain)
      return
    }
    let toMetadata = [
      "169.254.169.254", "169.254.169.254/32", "169.254.0.0/16",
    ].contains(destinations.first)
    let isOfCredentials = ["169.254.170.2", "169.254.170.2/32"].contains(destinations.first)
    guard destinations.first?.hasPrefix("169.254.") == true, !isOfCredentials else {
      // What the user's own chain does else must be plain, for it comes first.
      isUnclear = isUnclear || isOfUser && !isHarmless(rule, destinations.first)
      passed.insert(rule.chain)
      return
    }
    guard toMetadata, isOfUser || rule.chain == "FORWARD", !passed.contains(rule.chain),
      rule.target == "DROP" || rule.target == "REJECT", isOfAllContainers(rule)
    else {
      isUnclear = true
      return
    }
    if isOfUser { dropsForUser = true } else { dropsInForward = true }
  }

  /// Whether a rule of the user's chain leaves packets to the metadata alone.
  private func isHarmless(_ rule: FirewallRule, _ destination: Substring?) -> Bool {
    if rule.target == "RETURN" { return true }
    guard let destination, !rule.words.contains("!"), let network = IPRange(String(destination)),
      let metadata = IPRange("169.254.169.254")
    else { return false }
    return !network.contains(metadata)
  }

  /// Whether a rule is about whatever a container sends to a web server.
  private func isOfAllContainers(_ rule: FirewallRule) -> Bool {
    let known = ["-A", "-d", "-i", "-j", "-m", "-p", "--comment", "--dport", "--reject-with"]
    let options = rule.words.filter { $0.hasPrefix("-") }
    return !rule.words.contains("!") && options.allSatisfy { known.contains(String($0)) }
      && [nil, "docker0", "docker+"].contains(rule.value(of: "-i"))
      && [nil, "tcp"].contains(rule.value(of: "-p"))
      && [nil, "80"].contains(rule.value(of: "--dport"))
      && rule.values(of: "-m").allSatisfy { $0 == "tcp" || $0 == "comment" }
  }
}
