using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Controllers.Edges;

namespace Router.Ctl.Controllers;

/// <summary>Which controller, and who asks. Without the options, the environment says it.</summary>
internal sealed class ControllerOptions
{
    private const string UrlVariable = "ROUTER_CONTROLLER", OperatorVariable = "ROUTER_CONTROLLER_OPERATOR",
        AuthorityVariable = "ROUTER_CONTROLLER_CA";

    private readonly Option<string?> url = new("--controller")
    {
        Description = $"The controller; {UrlVariable} otherwise.",
        HelpName = "URL",
    };

    private readonly Option<string?> identity = new("--operator")
    {
        Description = $"Your private key and certificate (PEM) there; {OperatorVariable} otherwise.",
        HelpName = "FILE",
    };

    private readonly Option<string?> authority = new("--controller-ca")
    {
        Description = $"The controller's authority, its ca.pem; {AuthorityVariable} otherwise.",
        HelpName = "FILE",
    };

    /// <summary>To add to a command.</summary>
    public Symbol[] All => [url, identity, authority];

    /// <summary>Whether the option names a controller; the environment alone does not turn a verb to it.</summary>
    public bool IsGiven(ParseResult result) => result.GetValue(url) is not null;

    /// <exception cref="Failure">One of the three is missing, or a file cannot be read.</exception>
    public ControllerConnection Open(ParseResult result) => ControllerConnection.Open(
        Value(result, url, UrlVariable), Value(result, identity, OperatorVariable), Value(result, authority, AuthorityVariable));

    private static string Value(ParseResult result, Option<string?> option, string variable) =>
        result.GetValue(option) ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : null)
        ?? throw Failure.Usage($"{option.Name} is missing", $"give {option.Name} {option.HelpName}, or set {variable}");
}
