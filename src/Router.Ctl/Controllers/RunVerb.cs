using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Controllers.Edges;

namespace Router.Ctl.Controllers;

/// <summary><c>controller run</c> and <c>controller init</c>.</summary>
internal static class RunVerb
{
    public static Command Create(string name, string description)
    {
        Option<string?>[] texts =
        [
            Text("--folder", "DIR",
                "What it has of its own: its authority, keys and certificates; made when it is not there. 'controller' otherwise."),
            Text("--storage", "PLACE",
                "memory, file (controller.db in its folder), file:PATH, or postgres://USER:PASSWORD@HOST/DATABASE for several."),
            Text("--listen", "ADDRESS:PORT", "Where devices and operators reach it; 0.0.0.0:8443 otherwise."),
            Text("--cluster", "ADDRESS", "With PostgreSQL: the address of this machine that the other controllers reach."),
            Text("--silo-port", "PORT", "The port of that; 11111 otherwise."),
            Text("--gateway-port", "PORT", "Another one, of its own clients; 30000 otherwise."),
        ];
        var hosts = new Option<string[]>("--host")
        {
            Description = "A name or address by which it is reached, for its certificate; may be given several times.",
            HelpName = "NAME",
        };
        var approval = new Option<bool>("--approval") { Description = "No rollout begins before another operator has approved it." };
        return new Command(name, description)
            .With([.. texts, hosts, approval])
            .Runs((result, _) =>
            {
                List<string> arguments = [name];
                foreach (var option in texts)
                {
                    if (result.GetValue(option) is { } value)
                        arguments.AddRange([option.Name, value]);
                }
                foreach (var host in result.GetValue(hosts) ?? [])
                    arguments.AddRange(["--host", host]);
                if (result.GetValue(approval))
                    arguments.Add("--approval");
                return Task.FromResult(ControllerProgram.Become(arguments));
            });
    }

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
