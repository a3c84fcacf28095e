using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

/// <summary>Changes of the candidate. Paths are taken from where <c>edit</c> has gone.</summary>
internal static class EditVerbs
{
    public static readonly Argument PresentPath = new("PATH", "a part of the configuration", Arity.Rest, CompletionSubject.Present);

    private static readonly Argument NewPath = new("PATH", "where, and the value at the end", Arity.Rest, CompletionSubject.Set);

    private static readonly Argument NamedPath = PresentPath with { Joint = ("to", "the new name comes next") };

    public static readonly IReadOnlyList<Command> All =
    [
        Verb(
            "set", "give a place of the configuration a value; in a list, add it ([VALUE, ...] says the whole list)",
            EditVerb.Set, NewPath, "set PATH VALUE; ? lists what may follow"),
        Verb("delete", "take a part out of the configuration", EditVerb.Delete, PresentPath, "name what is to go; ? lists what is there"),
        Verb(
            "insert", "move a rule: insert firewall rules NAME before NAME", EditVerb.Insert, PresentPath,
            "insert firewall rules NAME before NAME", "PATH first | last | before NAME | after NAME"),
        Verb(
            "rename", "give an entry another name: rename interfaces guests to visitors",
            EditVerb.Rename, NamedPath, "rename PATH to NAME", "PATH to NAME"),
        Verb(
            "copy", "a second entry like one that is there: copy firewall rules web to web2",
            EditVerb.Copy, NamedPath, "copy PATH to NAME", "PATH to NAME"),
        Verb("deactivate", "let a part stay in the configuration without effect", EditVerb.Deactivate, PresentPath, "deactivate PATH"),
        Verb("activate", "let a part that was deactivated take effect again", EditVerb.Activate, PresentPath, "activate PATH"),
        Verb(
            "annotate", "put a remark above an entry; \"\" takes it away",
            EditVerb.Annotate, PresentPath, "annotate PATH \"TEXT\"", "PATH TEXT"),
    ];

    private static Command Verb(string word, string help, EditVerb verb, Argument path, string hint, string? synopsis = null) =>
        new(Mode.Configuration, word, help, (call, stopping) =>
        {
            var words = call.Rest("PATH");
            return words.Count == 0
                ? throw new UsageException($"{word} what?", hint)
                : Acts.RunAsync(call, new Request.Edit(verb, [.. call.Session.EditPath, .. words]), stopping);
        })
        { Arguments = [path], Synopsis = synopsis };
}
