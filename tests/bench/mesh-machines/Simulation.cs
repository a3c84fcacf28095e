using System.Net;
using Router.Mesh;
using Router.Mesh.Client;
using Router.Mesh.Events;
using Router.Mesh.Machine;

namespace Router.Bench.MeshMachines;

/// <summary>
/// A hub and its spokes on an underlay that flaps, for a day. Packets cross it as bytes and at once. Each spoke is cut off three
/// times for up to half an hour, stops once and is started again five minutes later, and is four times told of a way to another;
/// after twelve hours the hub is cut off from all for ten minutes. The last hour is quiet.
/// </summary>
internal sealed class Simulation
{
    private static readonly TimeSpan End = TimeSpan.FromHours(24);
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(23);

    private readonly Random random = new(24);
    private readonly MeshMachine hub;
    private readonly Spoke[] spokes;
    private readonly PriorityQueue<(Kind Kind, int Spoke), TimeSpan> plan = new();
    private readonly Queue<(IPAddress From, IPAddress To, byte[] Wire)> inFlight = [];
    private TimeSpan now;
    private TimeSpan hubWake = TimeSpan.MaxValue;
    private bool hubCutOff;

    public Simulation(int size)
    {
        hub = new MeshMachine(
            new MeshSettings { Nbma = Addresses.HubNbma, Overlay = Addresses.HubOverlay, Authentication = "s3cr3t" }, new HubRoutes());
        spokes = [.. Enumerable.Range(0, size).Select(spoke => new Spoke(new MeshMachine(Day.Spoke(spoke), new SpokeRoutes(spoke))))];
        plan.Enqueue((Kind.HubCut, 0), TimeSpan.FromHours(12));
        plan.Enqueue((Kind.HubHealed, 0), TimeSpan.FromHours(12) + TimeSpan.FromMinutes(10));
        for (var spoke = 0; spoke < size; spoke++)
        {
            plan.Enqueue((Kind.Start, spoke), At(TimeSpan.FromMinutes(10)));
            plan.Enqueue((Kind.Stop, spoke), At(Quiet));
            for (var times = 0; times < 3; times++)
                plan.Enqueue((Kind.Cut, spoke), At(Quiet - TimeSpan.FromMinutes(30)));
            for (var times = 0; times < 4; times++)
                plan.Enqueue((Kind.Hairpin, spoke), At(Quiet));
        }
    }

    private enum Kind
    {
        Start,
        Stop,
        Cut,
        Heal,
        Hairpin,
        Wake,
        HubWake,
        HubCut,
        HubHealed,
    }

    public long Packets { get; private set; }

    public long Shortcuts { get; private set; }

    public int Registered => spokes.Count(spoke => spoke.Machine.Hubs[0].State == HubState.Registered);

    public void Run()
    {
        while (plan.TryDequeue(out var next, out var at) && at <= End)
        {
            now = at;
            Do(next.Kind, next.Spoke);
            Deliver();
        }
        if (Registered != spokes.Length || hub.Peers.Count != spokes.Length)
            throw new InvalidOperationException($"{Registered} spokes of {spokes.Length} are registered, the hub knows {hub.Peers.Count}");
    }

    private TimeSpan At(TimeSpan latest) => latest * random.NextDouble();

    private void Do(Kind kind, int number)
    {
        var spoke = spokes[number];
        switch (kind)
        {
            case Kind.Start: Tell(number, new MeshEvent.Started()); break;
            case Kind.Stop:
                Tell(number, new MeshEvent.Stopping());
                plan.Enqueue((Kind.Start, number), now + TimeSpan.FromMinutes(5));
                break;
            case Kind.Cut:
                spoke.CutOff++;
                plan.Enqueue((Kind.Heal, number), now + At(TimeSpan.FromMinutes(30)));
                break;
            case Kind.Heal: spoke.CutOff--; break;
            case Kind.Hairpin:
                TellHub(new MeshEvent.Hairpinned(Addresses.Host(number), Addresses.Host(random.Next(spokes.Length)), Head(number)));
                break;
            case Kind.Wake when spoke.Wake <= now:
                spoke.Wake = TimeSpan.MaxValue;
                Tell(number, new MeshEvent.Elapsed());
                break;
            case Kind.HubWake when hubWake <= now:
                hubWake = TimeSpan.MaxValue;
                TellHub(new MeshEvent.Elapsed());
                break;
            case Kind.HubCut: hubCutOff = true; break;
            case Kind.HubHealed: hubCutOff = false; break;
        }
    }

    private ReadOnlyMemory<byte> Head(int source)
    {
        var head = new byte[84];
        head[0] = 0x45;
        Addresses.Host(source).TryWriteBytes(head.AsSpan(12), out _);
        Addresses.Host(random.Next(spokes.Length)).TryWriteBytes(head.AsSpan(16), out _);
        return head;
    }

    private void Tell(int number, MeshEvent happened)
    {
        var spoke = spokes[number];
        foreach (var effect in spoke.Machine.Handle(happened, now))
        {
            if (effect is MeshEffect.AddShortcut)
                Shortcuts++;
            if (effect is MeshEffect.Send send && spoke.CutOff == 0)
                inFlight.Enqueue((Addresses.Nbma(number), send.Nbma, send.Packet.Encode()));
        }
        if (spoke.Machine.NextDeadline is { } next && next < spoke.Wake)
        {
            spoke.Wake = next;
            plan.Enqueue((Kind.Wake, number), next);
        }
    }

    private void TellHub(MeshEvent happened)
    {
        foreach (var effect in hub.Handle(happened, now))
        {
            if (hubCutOff)
                continue;
            if (effect is MeshEffect.Send send)
                inFlight.Enqueue((Addresses.HubNbma, send.Nbma, send.Packet.Encode()));
            else if (effect is MeshEffect.Resend again)
                inFlight.Enqueue((Addresses.HubNbma, again.Nbma, again.Wire.ToArray()));
        }
        if (hub.NextDeadline is { } next && next < hubWake)
        {
            hubWake = next;
            plan.Enqueue((Kind.HubWake, 0), next);
        }
    }

    private void Deliver()
    {
        while (inFlight.TryDequeue(out var packet))
        {
            Packets++;
            var arrived = new MeshEvent.Arrived(packet.From, packet.Wire);
            if (packet.To.Equals(Addresses.HubNbma))
            {
                if (!hubCutOff)
                    TellHub(arrived);
            }
            else if (Addresses.SpokeAt(packet.To) is var number && spokes[number].CutOff == 0)
            {
                Tell(number, arrived);
            }
        }
    }

    private sealed class Spoke(MeshMachine machine)
    {
        public MeshMachine Machine { get; } = machine;

        public TimeSpan Wake { get; set; } = TimeSpan.MaxValue;

        /// <summary>How many reasons there are that nothing gets through.</summary>
        public int CutOff { get; set; }
    }
}
