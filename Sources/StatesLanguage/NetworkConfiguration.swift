public import JSON

/// The subnets, security groups and public address of tasks in network mode `awsvpc`.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
public struct NetworkConfiguration: Hashable, Sendable {
  /// Whether there is one; without `AwsvpcConfiguration`, or with an empty one, it configures nothing and is `empty`.
  public var presence: Presence
  public var subnets: ArgumentList<Scalar>
  public var securityGroups: ArgumentList<Scalar>
  /// `ENABLED` or `DISABLED`; absent means `DISABLED` for RunTask.
  public var assignPublicIp: Scalar

  /// Reads the value of `NetworkConfiguration` of a call.
  public init(_ argument: Argument) {
    let awsvpc = argument["AwsvpcConfiguration"]
    switch (argument.presence, awsvpc.presence) {
    case (.fixed, .absent): presence = .empty
    case (.fixed, let inner): presence = inner
    case (let outer, _): presence = outer
    }
    let fields = ArgumentFields(awsvpc)
    subnets = fields["Subnets"].elements.map(\.scalar)
    securityGroups = fields["SecurityGroups"].elements.map(\.scalar)
    assignPublicIp = fields["AssignPublicIp"].scalar
  }

  /// Reads a `networkConfiguration` that an API prints, such as that of an ECS service.
  public init(literal node: JSONNode) {
    self.init(Argument(node, .literal))
  }
}
