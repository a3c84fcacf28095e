using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Checkpoint), "checkpoint")]
[JsonDerivedType(typeof(DeleteCheckpoint), "delete-checkpoint")]
public abstract partial record Request
{
    /// <summary>Gives the generation that runs a name, by which it is found and kept.</summary>
    public sealed record Checkpoint(string Name) : Request(Role.Admin);

    /// <summary>Forgets the name; the generation grows old like the others.</summary>
    public sealed record DeleteCheckpoint(string Name) : Request(Role.Admin);
}
