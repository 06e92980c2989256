import StatesLanguage

/// One place that starts tasks, as it is written down.
struct Launch {
  /// `states`, `events`, `scheduler` or `pipes`.
  var source: String
  var subjectID: Int64
  var subject: String
  var locator: String
  var account: String
  var region: String
  var partition: String
  var isEnabled: Bool
  /// `request`, `sync` or `token`.
  var pattern: String
  /// `ecs:RunTask` or `ecs:StartTask`.
  var action = "ecs:RunTask"
  var caller: Scalar
  var arguments: RunTaskArguments
  /// Whether a state that waits for its token hands it to the task; nil where that cannot be told.
  var passesToken: Bool? = false
  /// The queue for what a schedule could not start.
  var deadLetter: String?
  /// What the service that assumes the caller role sends as aws:SourceArn.
  var sourceArn: String
  /// The role of the subject itself, which the service assumes; where it is not the caller, it assumes the caller in turn.
  var serviceRole: Scalar
  /// Whether somebody looks at the failures that RunTask reports, or need not.
  var failuresAreRead = true
  /// Whether a state that waits for its token gives up at some time.
  var hasTimeout = true
  /// Whether Step Functions calls RunTask by its own integration, not by that of the SDK.
  var isOptimized = false
  /// Whether it is in a state machine of the type EXPRESS.
  var isExpress = false

  /// How many characters its overrides have at least, where that is more than RunTask takes.
  var overridesLength: Int?

  /// The account in which RunTask is called, which is the caller's: there short names are looked up.
  var callAccount: String {
    if case .fixed(let name) = caller, let name = ResourceName(name) {
      name.account
    } else {
      account
    }
  }
}
