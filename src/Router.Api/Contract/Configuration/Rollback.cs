using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Rollback), "rollback")]
public abstract partial record Request
{
    /// <summary>
    /// With a number or the name of a checkpoint, makes that generation the candidate; with <paramref name="Back"/> what ran so many
    /// commits ago (0: what runs, so that the edits are given up). Without any, takes back at once a commit that waits for its
    /// confirmation.
    /// </summary>
    public sealed record Rollback(int? Generation, string? Name = null, int? Back = null) : Request(Role.Admin)
    {
        public override bool IsUrgent() => this is { Generation: null, Name: null, Back: null };
    }
}
