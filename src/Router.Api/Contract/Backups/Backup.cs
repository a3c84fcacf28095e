using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(MakeBackup), "backup")]
public abstract partial record Request
{
    /// <summary>
    /// The state of the router as one file. With <paramref name="Password"/>, or the value of the secret <paramref name="PasswordSecret"/>,
    /// it is encrypted as lbu does it. Answer: <see cref="Response.Backup"/>.
    /// </summary>
    public sealed record MakeBackup(string? Password = null, string? PasswordSecret = null) : Request(Role.Admin)
    {
        public override string ToString() => $"MakeBackup {{ encrypted = {Password is not null || PasswordSecret is not null} }}";
    }
}

[JsonDerivedType(typeof(Backup), "backup")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Name"/>: what the file is to be called. <paramref name="Device"/>: the fingerprint of the key that it is signed
    /// with. <paramref name="Notes"/>: what is not in it that one might look for. <paramref name="Archive"/> holds secrets.
    /// </summary>
    public sealed record Backup(string Name, string Device, IReadOnlyList<string> Notes, ReadOnlyMemory<byte> Archive) : Response
    {
        public override string ToString() => $"Backup {{ Name = {Name}, {Archive.Length} bytes }}";
    }
}
