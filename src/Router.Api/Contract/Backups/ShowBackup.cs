using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowBackup), "show-backup")]
public abstract partial record Request
{
    /// <summary>The backup that is kept after each commit. Answer: <see cref="Response.KeptBackup"/>.</summary>
    public sealed record ShowBackup() : Request(Role.View);
}

[JsonDerivedType(typeof(KeptBackup), "kept-backup")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="To"/>: the place as the document has it; null: none is kept. <paramref name="Key"/>: what a server's
    /// <c>authorized_keys</c> is to have; null: the place is no server. <paramref name="File"/>: the last one that is known to be there,
    /// as of <paramref name="At"/>. <paramref name="Failure"/>: why it is not of what runs; <paramref name="Again"/>: when that is tried
    /// again.
    /// </summary>
    public sealed record KeptBackup(
        string? To, string? File, DateTimeOffset? At, string? Failure, DateTimeOffset? Again, string? Key = null) : Response;
}
