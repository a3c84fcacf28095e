using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Config;

/// <summary><c>routerctl config</c>: all that can be done with a document without a router.</summary>
internal static class ConfigCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("config", "Check, change and look into configuration documents.").With(
            CheckVerb.Create(terminal),
            RenderVerb.Create(terminal),
            DiffVerb.Create(terminal),
            ExplainVerb.Create(terminal),
            SchemaVerb.Create(terminal),
            MigrateVerb.Create(terminal),
            ImportVerb.Create(terminal))
        .With(EditVerbs.All(terminal));
}
