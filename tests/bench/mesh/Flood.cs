using System.Diagnostics;
using System.Net;

namespace Router.Bench.Mesh;

/// <param name="Window">So many requests may be unanswered; more go when half of them are answered.</param>
/// <param name="Pass">Tells the request IDs of one run from those of another.</param>
internal sealed record FloodPlan(IPAddress Hub, int First, int Count, int Window, int Pass)
{
    /// <summary>A request without an answer is sent again after 2 s.</summary>
    public bool Retries { get; init; } = true;

    /// <summary>How long the spokes stay, and register again when they are told that the hub knows them no longer.</summary>
    public TimeSpan Stay { get; init; }
}

/// <summary>Many spokes that register at one hub: what it is to be loaded with, in a process that costs little itself.</summary>
internal sealed class Flood(FloodPlan plan, Sockets sockets)
{
    private const ushort HoldingTime = 7200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(15),
        Look = TimeSpan.FromMilliseconds(100);

    private readonly Registration registration = new(plan.Hub, HoldingTime);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly bool[] registered = new bool[plan.Count];
    private readonly TimeSpan[] due = new TimeSpan[plan.Count];
    private readonly byte[] attempts = new byte[plan.Count];
    private readonly Queue<int> again = [];
    private int next, answered, unanswered, retries, refused, purged;
    private bool waits;
    private TimeSpan last, looked;

    public static int Run(FloodPlan plan)
    {
        Sockets.StayInTheBackground();
        using var sockets = new Sockets(plan.Hub, sent: false);
        var flood = new Flood(plan, sockets);
        flood.Register();
        flood.Say();
        if (plan.Stay > TimeSpan.Zero)
        {
            flood.StayFor(plan.Stay);
            flood.Say();
        }
        return 0;
    }

    private uint FirstId => (uint)plan.Pass * 1_000_000;

    private void Register()
    {
        while (answered < plan.Count && clock.Elapsed < Longest && (plan.Retries || next < plan.Count || clock.Elapsed - last < Patience))
            Turn();
    }

    private void StayFor(TimeSpan time)
    {
        for (var end = clock.Elapsed + time; clock.Elapsed < end;)
            Turn();
    }

    private void Turn()
    {
        var now = clock.Elapsed;
        if (plan.Retries && now - looked > Look)
            FindLate(now);
        var count = 0;
        waits &= unanswered > plan.Window / 2;
        while (!waits && count < Sockets.Most && unanswered < plan.Window && (again.Count > 0 || next < plan.Count))
        {
            var index = again.Count > 0 ? again.Dequeue() : next++;
            if (registered[index])
                continue;
            registration.Write(sockets.Slot(count++, registration.Length), plan.First + index, FirstId + (uint)index);
            due[index] = now + (Patience * Math.Pow(2, Math.Min((int)attempts[index], 5)));
            unanswered++;
        }
        if (count > 0)
            sockets.Send(count);
        waits |= unanswered == plan.Window;
        if (waits || count < Sockets.Most)
            Listen(now);
    }

    private void Listen(TimeSpan now)
    {
        var received = sockets.Receive();
        if (received == 0)
        {
            sockets.Wait(20);
            received = sockets.Receive();
        }
        for (var i = 0; i < received; i++)
        {
            if (TunnelPacket.TryRead(sockets.Received(i), out var packet) && packet.IsNhrp && packet.IsFrom(plan.Hub))
                Hear(packet.Payload, now);
        }
    }

    private void Hear(ReadOnlySpan<byte> nhrp, TimeSpan now)
    {
        if (Registration.TryReadAnswer(nhrp, out var spoke, out var requestId, out var no))
        {
            var index = spoke - plan.First;
            if (index < 0 || index >= plan.Count || requestId != FirstId + index || registered[index])
                return;
            registered[index] = true;
            answered++;
            unanswered--;
            refused += no ? 1 : 0;
            last = clock.Elapsed;
        }
        else if (Registration.TryReadPurge(nhrp, out spoke) && spoke - plan.First is var index && index >= 0 && index < plan.Count
            && registered[index])
        {
            (registered[index], attempts[index]) = (false, 0);
            answered--;
            purged++;
            again.Enqueue(index);
        }
    }

    private void FindLate(TimeSpan now)
    {
        looked = now;
        for (var index = 0; index < next; index++)
        {
            if (registered[index] || due[index] > now || due[index] == TimeSpan.Zero)
                continue;
            due[index] = TimeSpan.Zero;
            attempts[index]++;
            unanswered--;
            retries++;
            again.Enqueue(index);
        }
    }

    private void Say() => Console.WriteLine(
        $"registered {answered} refused {refused} retries {retries} purged {purged} seconds {last.TotalSeconds:F4} rate {answered / last.TotalSeconds:F0}");
}
