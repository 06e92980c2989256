import JSON

/// Where a cluster has the sessions of ECS Exec written down.
///
/// A key that encrypts them has a policy of its own, which no export holds: it is not asked for.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
struct SessionLogging {
  /// What the task role has to be allowed for it.
  let questions: [RoleQuestion]

  /// Reads `executeCommandConfiguration` of a cluster; a log group or a bucket counts only where the cluster names them itself.
  init(_ document: JSONNode, _ place: RoleQuestion.Place) {
    var found: [RoleQuestion] = []
    let log = document["logging"]?.string == "OVERRIDE" ? document["logConfiguration"] : nil
    if let group = log?["cloudWatchLogGroupName"]?.string, !group.isEmpty {
      let arn = place.arn("logs", "log-group:\(group)")
      found.append(
        RoleQuestion(action: "logs:DescribeLogGroups", resource: "*", region: place.region))
      found.append(
        RoleQuestion(
          action: "logs:DescribeLogStreams", resource: arn + ":log-stream:", otherResource: arn))
      found.append(
        RoleQuestion(
          action: "logs:CreateLogStream", resource: arn + ":log-stream:*", otherResource: arn))
      found.append(RoleQuestion(action: "logs:PutLogEvents", resource: arn + ":log-stream:*"))
    }
    if let bucket = log?["s3BucketName"]?.string, !bucket.isEmpty {
      let arn = "arn:\(place.partition):s3:::\(bucket)"
      found.append(RoleQuestion(action: "s3:PutObject", resource: arn + "/*"))
      if log?["s3EncryptionEnabled"]?.bool == true {
        found.append(RoleQuestion(action: "s3:GetEncryptionConfiguration", resource: arn))
      }
    }
    questions = found
  }
}
