namespace Router.Architecture.Tests.Circles;

public class ArrowMapTests
{
    [Fact]
    public void Circles_ChainAndDiamond_AreNone()
    {
        var map = Map("a b", "b d", "a c", "c d", "a d", "d d");
        Assert.Empty(map.Circles());
    }

    [Fact]
    public void Circles_TwoThatAreApart_AreBothFoundEachWithItsShortestWay()
    {
        // x -> y -> z -> x, with a shorter way back from y; and two that know each other, which the first three know.
        var map = Map("x y", "y z", "z x", "y x", "z p", "p q", "q p", "q r");
        Assert.Equal([["p", "q", "p"], ["x", "y", "x"]], map.Circles());
    }

    [Fact]
    public void Describe_Circle_NamesTheTypesOfEachArrow()
    {
        var map = new ArrowMap();
        foreach (var example in (string[])["B1 -> A1", "B2 -> A1", "B3 -> A1"])
            map.Add("b", "a", example);
        map.Add("a", "b", "A1 -> B1");
        Assert.Equal(
            """
            a -> b -> a
              a -> b: A1 -> B1
              b -> a: B1 -> A1, B2 -> A1 and 1 more
            """,
            map.Describe(map.Circles().Single()));
    }

    private static ArrowMap Map(params string[] arrows)
    {
        var map = new ArrowMap();
        foreach (var arrow in arrows)
            map.Add(arrow.Split(' ')[0], arrow.Split(' ')[1], arrow);
        return map;
    }
}
