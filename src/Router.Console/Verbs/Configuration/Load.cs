using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

/// <summary>Documents and commands into the candidate, from a file of the router or as they are pasted.</summary>
internal static class Load
{
    private const string Pasted = "terminal";

    public static readonly Command Verb = new(
        Mode.Configuration,
        "load",
        "a file of the router, or what is pasted, as the candidate; merge: into it; set: commands, one a line",
        (call, stopping) =>
        {
            var (how, from) = Words(call);
            var text = from == Pasted ? Paste.Read(call.Session) : DocumentInput.ReadFile(from);
            return text is null
                ? throw new UsageException("nothing was loaded", "Ctrl-D ends what is pasted")
                : Acts.RunAsync(call, new Request.Load(text, how), stopping);
        })
    {
        Synopsis = "[override | merge | set] FILE | terminal",
        Arguments =
        [
            new Argument("HOW", "override, merge, set; or at once the file", Arity.Optional)
            {
                Words =
                [
                    ("override", "in place of the candidate, as load alone"),
                    ("merge", "into the candidate: values replace, lists and maps grow"),
                    ("set", "commands, one a line, as show | display set prints them"), (Pasted, "what is pasted, until Ctrl-D"),
                ],
            },
            new Argument("FILE", "a file of the router, or terminal: what is pasted, until Ctrl-D", Arity.Optional)
            {
                Words = [(Pasted, "what is pasted, until Ctrl-D")],
            },
        ],
    };

    private static (LoadHow How, string From) Words(Invocation call) => (call.OptionalArgument("HOW"), call.OptionalArgument("FILE")) switch
    {
        (null, _) => throw new UsageException(
            "load what?", "load FILE, load merge FILE, load set FILE; terminal in place of FILE takes what is pasted"),
        ("override", { } file) => (LoadHow.Override, file),
        ("merge", { } file) => (LoadHow.Merge, file),
        ("set", { } file) => (LoadHow.Commands, file),
        ("replace" or "update" or "patch", _) => throw new UsageException(
            $"load {call.OptionalArgument("HOW")} is not known",
            "load override takes the place of all, load merge adds, load set takes deletions as well"),
        ("override" or "merge" or "set", null) =>
            throw new UsageException($"load {call.OptionalArgument("HOW")} wants a FILE, or terminal", $"usage: {call.Command.Usage}"),
        ({ } file, null) => (LoadHow.Override, file),
        (_, { } surplus) => throw new UsageException($"\"{surplus}\" is too much", $"usage: {call.Command.Usage}"),
    };
}
