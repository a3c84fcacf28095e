using System.Net;
using Router.Wire.Nhrp;

namespace Router.Mesh.Security;

/// <summary>
/// Packets from underlay addresses that are not secured yet. Where IPsec is demanded the firewall lets none in that did not come by it, so
/// such a packet was only faster than the word that its sender is secured, by milliseconds.
/// </summary>
internal sealed class ParkedPackets
{
    private const int Most = 256;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly LinkedList<(IPAddress From, NhrpPacket Packet, TimeSpan Since)> parked = [];

    public void Park(IPAddress from, NhrpPacket packet, TimeSpan now)
    {
        while (parked.First is { } oldest && (parked.Count >= Most || now - oldest.Value.Since > Longest))
            parked.RemoveFirst();
        parked.AddLast((from, packet, now));
    }

    public List<NhrpPacket> Take(IPAddress from, TimeSpan now)
    {
        var taken = new List<NhrpPacket>();
        for (var node = parked.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.From.Equals(from))
            {
                if (now - node.Value.Since <= Longest)
                    taken.Add(node.Value.Packet);
                parked.Remove(node);
            }
            node = next;
        }
        return taken;
    }
}
