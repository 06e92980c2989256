/// Whether a pattern matches an ARN as it would in a Resource element: part by part, `*` and `?` being wildcards.
///
/// In the last part `*` crosses colons and slashes; a pattern that is `*` alone matches whatever there is.
///
/// - Parameters:
///   - pattern: an ARN with wildcards.
///   - arn: an ARN, in which nothing is a wildcard.
/// - Returns: false too where one of them is no ARN.
public func arnPattern(_ pattern: String, matches arn: String) -> Bool {
  let glob = Glob(pattern)
  if glob.isAny { return true }
  guard let own = ArnPattern(glob.bytes), let other = ArnPattern(Array(arn.utf8)) else {
    return false
  }
  return own.covers(other)
}
