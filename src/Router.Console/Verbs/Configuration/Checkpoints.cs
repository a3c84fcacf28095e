using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

/// <summary>Names for generations to come back to.</summary>
internal static class Checkpoints
{
    private static readonly Argument Name = new("NAME", "letters, digits, dash, dot and underscore, not a digit first");

    public static readonly Command Make = new(
        Mode.Both, "checkpoint", "give the generation that runs a name, by which it is kept and found", (call, stopping) =>
            Acts.RunAsync(call, new Request.Checkpoint(call.Argument("NAME")), stopping))
    { Arguments = [Name] };

    public static readonly Command Delete = new(
        Mode.Operational, "delete checkpoint", "forget the name; the generation grows old like the others", (call, stopping) =>
            Acts.RunAsync(call, new Request.DeleteCheckpoint(call.Argument("NAME")), stopping))
    { Arguments = [Name with { Subject = CompletionSubject.Checkpoint }] };
}
