using System.CommandLine;
using Router.Ctl.Cli;
using Router.Features.Configuration;

namespace Router.Ctl.Config;

/// <summary><c>config schema</c>: the model as JSON Schema, for editors.</summary>
internal static class SchemaVerb
{
    public static Command Create(Terminal terminal) =>
        new Command("schema", "Print the JSON Schema of configurations, for editors.").Runs(_ =>
        {
            terminal.Out.WriteLine(ConfigSchema.ToJson().TrimEnd());
            return ExitCode.Done;
        });
}
