namespace Router.Mesh.Tests;

public class MeshTimersTests
{
    [Fact]
    public void Deadlines_MovedBothWays_ComeInOrderAndOnce()
    {
        var timers = new MeshTimers<string>();
        timers.Set("a", TimeSpan.FromSeconds(1));
        timers.Set("b", TimeSpan.FromSeconds(2));
        timers.Set("c", TimeSpan.FromSeconds(3));
        timers.Set("a", TimeSpan.FromSeconds(5));
        timers.Set("c", TimeSpan.FromSeconds(1));
        timers.Cancel("b");

        Assert.Equal(TimeSpan.FromSeconds(1), timers.Next);
        Assert.Equal(["c", "a"], Take(timers, 10));
        Assert.Null(timers.Next);
    }

    [Fact]
    public void Deadline_ThatIsNotThere_IsNotTaken()
    {
        var timers = new MeshTimers<string>();
        timers.Set("a", TimeSpan.FromSeconds(2));
        Assert.Empty(Take(timers, 1));
        Assert.Single(Take(timers, 2));
    }

    [Fact]
    public void Queue_UnderRandomUse_KeepsToWhatItHoldsAndAgreesWithASearch()
    {
        var timers = new MeshTimers<int>();
        var model = new Dictionary<int, TimeSpan>();
        var random = new Random(3);
        var now = TimeSpan.Zero;
        for (var step = 0; step < 200_000; step++)
        {
            var key = random.Next(50);
            if (random.Next(3) == 0)
            {
                timers.Cancel(key);
                model.Remove(key);
            }
            else
            {
                timers.Set(key, model[key] = now + TimeSpan.FromSeconds(random.Next(100, 10_000)));
            }
            Assert.InRange(timers.QueueLength, model.Count, 265);
            if (step % 1000 != 0)
                continue;
            now += TimeSpan.FromSeconds(random.Next(5000));
            var due = model.Where(pair => pair.Value <= now).Select(pair => pair.Key).Order().ToList();
            Assert.Equal(due, Take(timers, now.TotalSeconds).Order());
            due.ForEach(gone => model.Remove(gone));
        }
    }

    private static List<T> Take<T>(MeshTimers<T> timers, double seconds)
        where T : notnull
    {
        var taken = new List<T>();
        while (timers.TryTake(TimeSpan.FromSeconds(seconds), out var key))
            taken.Add(key);
        return taken;
    }
}
