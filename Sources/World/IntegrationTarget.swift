import StatesLanguage

/// What an action of an integration is asked on: a template of ARNs, or a word for what takes more than a template.
///
/// In a template `{partition}`, `{region}` and `{account}` are the caller's, `{NAME}` is the argument of that name, and
/// `{NAME|word}` one that stands for `word` where it is not given. An argument that is an ARN stands for the whole.
enum IntegrationTarget {
  case anything
  case template(head: String, argument: String?, otherwise: String?, tail: String)
  case word(Word)

  enum Word: String, CaseIterable {
    /// `FunctionName`, with or without `Qualifier`.
    case function
    /// `StateMachineArn`.
    case machine
    /// The executions of `StateMachineArn`.
    case executions
    /// `TopicArn`; a message to a telephone goes to none.
    case topic
    /// `QueueUrl`.
    case queue
    /// `EventBusName` of each of `Entries`.
    case buses
    /// `ApiEndpoint`, `Stage` and `Method`.
    case api
    /// `ModelId`.
    case model
    /// `Authentication.ConnectionArn`.
    case connection
    /// The state machine itself.
    case own
  }

  init?(_ text: String) {
    if text == "*" {
      self = .anything
    } else if text.hasPrefix("arn:") {
      self.init(template: text)
    } else if let word = Word(rawValue: text) {
      self = .word(word)
    } else {
      return nil
    }
  }

  private init(template: String) {
    let places = ["partition", "region", "account"]
    var rest = template[...]
    var head = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      guard places.contains(String(name)) else {
        let parts = name.split(separator: "|")
        self = .template(
          head: head + rest[..<open], argument: parts.first.map(String.init),
          otherwise: parts.count > 1 ? String(parts[1]) : nil,
          tail: String(rest[rest.index(after: close)...]))
        return
      }
      head += rest[...close]
      rest = rest[rest.index(after: close)...]
    }
    self = .template(head: head + rest, argument: nil, otherwise: nil, tail: "")
  }
}

/// Something that a call is asked on.
struct IntegrationResource: Hashable {
  /// An ARN, or a pattern of ARNs.
  var name: String
  /// Another form in which policies name it, where it has two; one that is allowed by that form only is in doubt.
  var other: String?

  var isPattern: Bool { RoleQuestion.isPattern(name) || name == "*" }
}

/// Where a call is made.
struct IntegrationPlace: Hashable {
  var partition: String
  var region: String
  /// The caller's.
  var account: String

  func arn(_ service: String, _ resource: String) -> String {
    "arn:\(partition):\(service):\(region):\(account):\(resource)"
  }

  fileprivate func fill(_ head: String) -> String {
    head.replacing("{partition}", with: partition).replacing("{region}", with: region)
      .replacing("{account}", with: account)
  }
}

extension IntegrationTarget {
  /// What the arguments of a state make of it; what only the input knows becomes a pattern.
  func resources(
    _ arguments: Argument, of integration: Integration, resource: String,
    machine: String, in place: IntegrationPlace
  ) -> [IntegrationResource] {
    switch self {
    case .anything: return [IntegrationResource(name: "*")]
    case .template(let head, let argument, let otherwise, let tail):
      let head = place.fill(head)
      guard let argument else { return [IntegrationResource(name: head)] }
      let value = Self.glob(arguments[argument].scalar, otherwise: otherwise ?? "*")
      return [IntegrationResource(name: (Self.isARN(value) ? value : head + value) + tail)]
    case .word(.own): return [IntegrationResource(name: machine)]
    case .word(let word):
      if integration.kind == .function {
        return [Self.function(resource, qualifier: nil, place)]
      }
      return Self.resources(word, arguments, place)
    }
  }

  private static func resources(
    _ word: Word, _ arguments: Argument, _ place: IntegrationPlace
  ) -> [IntegrationResource] {
    func value(_ name: String, otherwise: String = "*") -> String {
      glob(arguments[name].scalar, otherwise: otherwise)
    }
    switch word {
    case .function:
      let qualifier = arguments["Qualifier"].scalar
      return [
        function(
          value("FunctionName"), qualifier: qualifier == .absent ? nil : glob(qualifier), place)
      ]
    case .machine: return [machine(value("StateMachineArn"), place)]
    case .executions:
      let name = machine(value("StateMachineArn"), place)
      let plain = (name.other ?? name.name).replacing(":stateMachine:", with: ":execution:")
      return [IntegrationResource(name: plain + ":*")]
    case .topic:
      let topic = arguments["TopicArn"].scalar
      if topic == .absent { return [IntegrationResource(name: "*")] }
      let name = glob(topic)
      return [IntegrationResource(name: isARN(name) ? name : place.arn("sns", "*"))]
    case .queue: return [IntegrationResource(name: queue(value("QueueUrl"), place))]
    case .buses: return buses(arguments["Entries"].elements, place)
    case .api: return [IntegrationResource(name: api(value("ApiEndpoint"), value, place))]
    case .model: return [IntegrationResource(name: model(value("ModelId"), place))]
    case .connection:
      let name = glob(arguments["Authentication"]["ConnectionArn"].scalar)
      return [IntegrationResource(name: isARN(name) ? name : place.arn("events", "connection/*"))]
    case .own: return []
    }
  }

  private static func isARN(_ text: String) -> Bool { text.utf8.starts(with: "arn:".utf8) }

  /// The value as far as it is known.
  private static func glob(_ scalar: Scalar, otherwise: String = "*") -> String {
    switch scalar {
    case .fixed(let text), .pattern(let text): text.isEmpty ? "*" : text
    case .dynamic: "*"
    case .absent: otherwise
    }
  }

  /// A function by its name, the end of its ARN, or its ARN, each perhaps with a version or an alias behind it.
  ///
  /// Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
  private static func function(
    _ name: String, qualifier: String?, _ place: IntegrationPlace
  ) -> IntegrationResource {
    var arn = name
    if !isARN(name) {
      let parts = name.split(separator: ":", maxSplits: 2)
      arn =
        parts.count == 3 && parts[1] == "function"
        ? "arn:\(place.partition):lambda:\(place.region):\(name)"
        : place.arn("lambda", "function:\(name)")
    }
    let count = arn.utf8.count { $0 == UInt8(ascii: ":") }
    if let qualifier, count < 7 {
      return IntegrationResource(name: "\(arn):\(qualifier)", other: arn)
    }
    guard count == 7, let end = arn.lastIndex(of: ":") else {
      return IntegrationResource(name: arn)
    }
    return IntegrationResource(name: arn, other: String(arn[..<end]))
  }

  private static func machine(_ name: String, _ place: IntegrationPlace) -> IntegrationResource {
    guard isARN(name) else {
      return IntegrationResource(name: place.arn("states", "stateMachine:*"))
    }
    let count = name.utf8.count { $0 == UInt8(ascii: ":") }
    guard count == 7, let end = name.lastIndex(of: ":") else {
      return IntegrationResource(name: name)
    }
    return IntegrationResource(name: name, other: String(name[..<end]))
  }

  /// `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`; of any other URL it is not known which queue it means.
  private static func queue(_ url: String, _ place: IntegrationPlace) -> String {
    let parts = url.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1].isEmpty, parts[2].hasPrefix("sqs."),
      let region = parts[2].split(separator: ".").dropFirst().first, parts[3].utf8.count == 12
    else { return place.arn("sqs", "*") }
    return "arn:\(place.partition):sqs:\(region):\(parts[3]):\(parts[4])"
  }

  private static func buses(
    _ entries: ArgumentList<Argument>, _ place: IntegrationPlace
  ) -> [IntegrationResource] {
    guard case .fixed(let entries) = entries, !entries.isEmpty else {
      return [IntegrationResource(name: place.arn("events", "event-bus/*"))]
    }
    let names = entries.map { glob($0["EventBusName"].scalar, otherwise: "default") }
    return Set(names).sorted().map {
      IntegrationResource(name: isARN($0) ? $0 : place.arn("events", "event-bus/\($0)"))
    }
  }

  /// `API.execute-api.REGION.amazonaws.com`; the path is not kept.
  private static func api(
    _ endpoint: String, _ value: (String, String) -> String, _ place: IntegrationPlace
  ) -> String {
    let parts = endpoint.split(separator: ".")
    let known = parts.count > 3 && parts[1] == "execute-api"
    let region = known ? String(parts[2]) : "*"
    return "arn:\(place.partition):execute-api:\(region):\(place.account):"
      + "\(known ? String(parts[0]) : "*")/\(value("Stage", "*"))/\(value("Method", "*"))/*"
  }

  /// A model of Amazon Bedrock by its id, `PROVIDER.MODEL`; anything else stands for several, as an inference profile does.
  private static func model(_ id: String, _ place: IntegrationPlace) -> String {
    if isARN(id) { return id }
    guard id.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 1 else {
      return "arn:\(place.partition):bedrock:*"
    }
    return "arn:\(place.partition):bedrock:\(place.region)::foundation-model/\(id)"
  }
}
