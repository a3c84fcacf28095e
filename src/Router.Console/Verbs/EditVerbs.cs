using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Shell;

namespace Router.Console.Verbs;

/// <summary>Changes of the candidate. Paths are taken from where <c>edit</c> has gone.</summary>
internal static class EditVerbs
{
    public static readonly Argument PresentPath = new("PATH", "a part of the configuration", Arity.Rest, CompletionSubject.Present);

    private static readonly Argument NewPath = new("PATH", "where, and the value at the end", Arity.Rest, CompletionSubject.Set);

    public static readonly Command Set = new(
        Mode.Configuration, "set", "give a place of the configuration a value; in a list, add it ([VALUE, ...] says the whole list)", (call, stopping) => EditAsync(call, EditVerb.Set, stopping))
    { Arguments = [NewPath] };

    public static readonly Command Delete = new(
        Mode.Configuration, "delete", "take a part out of the configuration", (call, stopping) => EditAsync(call, EditVerb.Delete, stopping))
    { Arguments = [PresentPath] };

    public static readonly Command Insert = new(
        Mode.Configuration, "insert", "move a rule: insert firewall rules NAME before NAME", (call, stopping) => EditAsync(call, EditVerb.Insert, stopping))
    { Arguments = [PresentPath] };

    private static Task<int> EditAsync(Invocation call, EditVerb verb, CancellationToken stopping)
    {
        var words = call.Rest("PATH");
        return words.Count == 0
            ? throw new UsageException($"{call.Command.Words} what?", "? lists what may follow")
            : Acts.RunAsync(call, new Request.Edit(verb, [.. call.Session.EditPath, .. words]), stopping);
    }
}
