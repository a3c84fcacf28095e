using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(BeginUpgrade), "begin-upgrade")]
[JsonDerivedType(typeof(SendUpgrade), "send-upgrade")]
[JsonDerivedType(typeof(FinishUpgrade), "finish-upgrade")]
public abstract partial record Request
{
    /// <summary>
    /// Takes the slot that does not run out of use, and begins to write a bundle into it; over a connection that stays, for its end ends
    /// the upgrade. <paramref name="Head"/>: all of the bundle that stands before its data. <paramref name="Older"/>: a release older than
    /// what runs is taken as well. <paramref name="TrialMinutes"/>: the time that it has to be as good as what runs; null: five. Answer:
    /// <see cref="Response.UpgradeWants"/>.
    /// </summary>
    public sealed record BeginUpgrade(ReadOnlyMemory<byte> Head, bool Older = false, int? TrialMinutes = null) : Request(Role.Admin)
    {
        public override string ToString() => $"BeginUpgrade {{ {Head.Length} bytes, older = {Older} }}";
    }

    /// <summary>
    /// The next bytes of what was asked for: <paramref name="At"/> is how many of it were sent before. Answer:
    /// <see cref="Response.UpgradeTakes"/>.
    /// </summary>
    public sealed record SendUpgrade(long At, ReadOnlyMemory<byte> Bytes) : Request(Role.Admin)
    {
        /// <summary>So many bytes at once make a frame that needs no memory of its own.</summary>
        public const int Usual = 47 << 10;

        public override string ToString() => $"SendUpgrade {{ At = {At}, {Bytes.Length} bytes }}";
    }

    /// <summary>
    /// Verifies what was written, and lets the next boot try it; <paramref name="Restart"/>: which comes at once. Answer:
    /// <see cref="Response.UpgradeReady"/>.
    /// </summary>
    public sealed record FinishUpgrade(bool Restart = true) : Request(Role.Admin);
}

[JsonDerivedType(typeof(UpgradeWants), "upgrade-wants")]
[JsonDerivedType(typeof(UpgradeTakes), "upgrade-takes")]
[JsonDerivedType(typeof(UpgradeReady), "upgrade-ready")]
public abstract partial record Response
{
    /// <summary>
    /// What of the data of a bundle is to be sent, in this order. Sizes are bytes; <paramref name="Kept"/>: of the data were in
    /// <paramref name="Slot"/> from a transfer that was broken off, <paramref name="Copied"/>: are what runs here has as well.
    /// </summary>
    public sealed record UpgradeWants(
        string Slot, string Image, long Release, long Size, long Kept, long Copied, long Wanted, IReadOnlyList<UpgradeRange> Ranges)
        : Response;

    /// <summary>Bytes that came so far, of those that are wanted.</summary>
    public sealed record UpgradeTakes(long Received, long Wanted) : Response;

    /// <summary>The next boot tries <paramref name="Slot"/>; <paramref name="Restarts"/>: it comes now.</summary>
    public sealed record UpgradeReady(string Slot, string Image, long Release, long Received, bool Restarts) : Response;
}

/// <summary>A piece of the data of a bundle, in bytes.</summary>
public sealed record UpgradeRange(long Offset, long Length);
