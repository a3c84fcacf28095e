using Router.Core.Edges;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Watch;

/// <summary>Puts the messages of nf_tables together to transactions on our table. Pure but for its state.</summary>
internal sealed class RulesetTransactions(string table, string fingerprintPrefix)
{
    private bool touched;
    private bool sealing;

    /// <summary>Null: the transaction is not over, or it did not touch our table.</summary>
    public DeviceNotice.Firewall? Take(RulesetNotice notice)
    {
        if (!notice.EndsTransaction)
        {
            touched |= notice.Table == table;
            sealing |= notice.Table == table && notice.Chain?.StartsWith(fingerprintPrefix, StringComparison.Ordinal) == true;
            return null;
        }
        var result = touched ? new DeviceNotice.Firewall(sealing, $"{notice.Process} ({notice.ProcessId})") : null;
        Forget();
        return result;
    }

    /// <summary>Messages were lost: whose the rest is cannot be said.</summary>
    public void Forget() => touched = sealing = false;
}
