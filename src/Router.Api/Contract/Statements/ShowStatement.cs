using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowStatement), "show-statement")]
public abstract partial record Request
{
    /// <summary>What the router runs, signed with its own key. Answer: <see cref="Response.Statement"/>.</summary>
    public sealed record ShowStatement() : Request(Role.View);
}

[JsonDerivedType(typeof(Statement), "statement")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Text"/>: a <see cref="DeviceStatement"/>; its bytes in UTF-8 are what is signed. <paramref name="Key"/>: the
    /// device's public key (P-256) in PEM. <paramref name="Signature"/>: ECDSA over SHA-256, as a DER sequence.
    /// </summary>
    public sealed record Statement(string Text, string Key, ReadOnlyMemory<byte> Signature) : Response;
}
