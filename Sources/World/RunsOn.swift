import StatesLanguage

/// What the tasks of a launch will run on, and what says so.
struct RunsOn {
  /// `FARGATE`, `EC2`, `EXTERNAL`; nil where it cannot be told.
  var value: String?
  /// `static`, `dynamic` or `unread`.
  var kind: String
  var why: String

  /// The launch type decides, else the capacity provider strategy, else the cluster's default strategy, else EC2.
  ///
  /// StartTask places tasks on the container instances that it names, whatever the cluster's strategy.
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
  init(_ arguments: RunTaskArguments, cluster: Cluster?) {
    if arguments.isStartTask {
      self.init(value: "EC2", kind: "static", why: "StartTask")
      return
    }
    switch arguments.launchType {
    case .fixed(let type):
      self.init(value: type.uppercased(), kind: "static", why: "launch type")
      return
    case .pattern, .dynamic:
      self.init(value: nil, kind: "dynamic", why: "launch type")
      return
    case .absent: break
    }
    switch arguments.capacityProviderStrategy {
    case .fixed(let items) where !items.isEmpty:
      let names = items.compactMap(\.capacityProvider.fixedValue)
      self =
        names.count == items.count
        ? RunsOn(providers: names, why: "capacity provider strategy")
        : RunsOn(value: nil, kind: "dynamic", why: "capacity provider strategy")
    case .dynamic:
      self.init(value: nil, kind: "dynamic", why: "capacity provider strategy")
    case .absent, .fixed:
      guard let cluster else {
        self.init(value: nil, kind: "unread", why: "the cluster's default strategy")
        return
      }
      self =
        cluster.defaultStrategy.isEmpty
        ? RunsOn(value: "EC2", kind: "static", why: "no launch type and no strategy anywhere")
        : RunsOn(providers: cluster.defaultStrategy, why: "the cluster's default strategy")
    }
  }

  private init(value: String?, kind: String, why: String) {
    self.value = value
    self.kind = kind
    self.why = why
  }

  /// `FARGATE` and `FARGATE_SPOT` are the names of Fargate's own providers; any other one runs on instances.
  private init(providers: [String], why: String) {
    let isFargate = providers.allSatisfy { $0 == "FARGATE" || $0 == "FARGATE_SPOT" }
    self.init(value: isFargate ? "FARGATE" : "EC2", kind: "static", why: why)
  }
}
