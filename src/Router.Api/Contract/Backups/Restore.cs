using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Restore), "restore")]
public abstract partial record Request
{
    /// <summary>
    /// Makes the router what a backup holds, by a commit: its document with the secrets and set files that it names, and the SSH host key;
    /// all or nothing. With <paramref name="FromAnother"/> also one that this device has not signed; with <paramref name="OnlyLook"/> it
    /// only says what would be done. The others are as in <see cref="CommitFile"/> and <see cref="MakeBackup"/>. Answer:
    /// <see cref="Response.Restored"/>.
    /// </summary>
    public sealed record Restore(
        ReadOnlyMemory<byte> Archive, bool FromAnother = false, bool OnlyLook = false, int? ConfirmMinutes = null, bool Force = false,
        string? Password = null, string? PasswordSecret = null) : Request(Role.Admin)
    {
        /// <summary>Bytes of <see cref="Archive"/>.</summary>
        public const int Largest = 16 << 20;

        public override string ToString() => $"Restore {{ {Archive.Length} bytes, from another = {FromAnother}, only look = {OnlyLook} }}";
    }
}

[JsonDerivedType(typeof(Restored), "restored")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Origin"/>: whose backup it is, a sentence. <paramref name="Taken"/>: what of it is (to be) taken, a line each.
    /// <paramref name="Left"/>: every path of it that is not. <paramref name="Notes"/>: what may not be expected.
    /// <paramref name="Problems"/>: why it cannot be restored here; of a look alone. <paramref name="Outcome"/>: what was done;
    /// <paramref name="Preview"/>: what would be.
    /// </summary>
    public sealed record Restored(
        string Origin, IReadOnlyList<string> Taken, IReadOnlyList<LeftInBackup> Left, IReadOnlyList<string> Notes,
        IReadOnlyList<Problem> Problems, Committed? Outcome, Forecast? Preview) : Response;
}

/// <summary>A path of a backup that is not taken over, and why.</summary>
public sealed record LeftInBackup(string Path, string Reason);
