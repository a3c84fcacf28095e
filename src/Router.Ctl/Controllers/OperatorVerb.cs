using System.CommandLine;
using Router.Api.Controllers;
using Router.Ctl.Cli;
using Router.Ctl.Controllers.Edges;

namespace Router.Ctl.Controllers;

/// <summary><c>controller operator</c>: who may do what at a controller.</summary>
internal static class OperatorVerb
{
    public static Command Create(Terminal terminal) =>
        new Command("operator", "Let people in, with roles, and take their certificates back.").With(Add(terminal), Revoke(terminal));

    private static Command Add(Terminal terminal)
    {
        var options = new ControllerOptions();
        var name = Name();
        var roles = new Option<string[]>("--role")
        {
            Description = "view (see), push (order and stop rollouts), approve (those of others), admin (let in); may be given several "
                + "times.",
            HelpName = "ROLE",
            Required = true,
        };
        roles.AcceptOnlyFromAmong("view", "push", "approve", "admin");
        var to = new Option<string>("--to") { Description = "The file for key and certificate.", HelpName = "FILE", Required = true };
        return new Command("add", "Make a key and a certificate for an operator; one of before does no more.")
            .With([name, roles, to, .. options.All])
            .Runs(async (result, stopping) =>
            {
                using var controller = options.Open(result);
                var (who, file) = (result.GetRequiredValue(name), result.GetRequiredValue(to));
                var (key, request) = IdentityFile.New();
                // Before anything is asked: a certificate that cannot be kept would take the place of the one of now.
                IdentityFile.Write(file, key);
                var identity = await controller.PostAsync(
                    $"{ControllerPaths.Operators}/{Uri.EscapeDataString(who)}",
                    new OperatorRequest(request, result.GetRequiredValue(roles)),
                    ControllerJson.Default.OperatorRequest, ControllerJson.Default.Identity, stopping);
                await File.AppendAllTextAsync(file, identity.Certificate, stopping);
                terminal.Error.WriteLine($"{file} is the key and certificate of {who}");
                return ExitCode.Done;
            });
    }

    private static Command Revoke(Terminal terminal)
    {
        var options = new ControllerOptions();
        var name = Name();
        return new Command("revoke", "Take an operator's certificate back.")
            .With([name, .. options.All])
            .Runs(async (result, stopping) =>
            {
                using var controller = options.Open(result);
                var who = result.GetRequiredValue(name);
                await controller.DoAsync(HttpMethod.Delete, $"{ControllerPaths.Operators}/{Uri.EscapeDataString(who)}", stopping);
                terminal.Error.WriteLine($"{who} is no longer let in");
                return ExitCode.Done;
            });
    }

    private static Argument<string> Name() => new("NAME") { Description = "Of the operator." };
}
